/**
 * Types that several modules share, for the type checker only: no browser loads this file.
 * The API's types follow its /api/openapi.json.
 */

interface Job {
  key: string;
  url: string | null;
  status: "queued" | "started" | "finished" | "failed";
  stage: "fetching" | "reading" | "counting" | "saving" | null;
  /** Place in the queue, from 1; null unless queued. */
  position: number | null;
  fetched_bytes: number | null;
  /** The page of a file that is being read, and how many it has. */
  page?: number | null;
  pages?: number | null;
  error: { code: string; status?: number; seen?: string; format?: string; detail: string } | null;
}

interface Word {
  rank: number;
  word: string;
  count: number;
  /** Proportion of all words in the scope, 0 to 1. */
  share: number;
  stop_word: boolean;
  forms: { form: string; count: number }[];
  zones: Record<string, number>;
}

interface WordList {
  total: number;
  /** All words of the scope, stop words included. */
  words: number;
  /** The word classes that the language knows. */
  classes: string[];
  items: Word[];
}

interface TextBlock {
  text: string;
  main: boolean;
  code: boolean;
  zone: string;
}

interface Totals {
  words: number;
  distinct: number;
  reading_seconds: number;
}

interface Result {
  key: string;
  /** Null for a pasted text. */
  url: string | null;
  final_url: string | null;
  title: string;
  /** What the text was read from: `page`, `text`, `pdf` and others. */
  source: string;
  language: string;
  approximate: boolean;
  fetched_at: string;
  /** The F1 that the main text is expected to have, 0 to 1. */
  main_confidence: number;
  totals: { main: Totals; page: Totals; main_found: boolean };
  words: Word[];
}

interface Concordance {
  total: number;
  /** Length of the text in characters; positions count from its start. */
  length: number;
  places: [position: number, zone: string][];
  items: { left: string; match: string; right: string; position: number; zone: string }[];
}

interface EarlierResult {
  key: string;
  title: string;
  language: string;
  fetched_at: string;
  words: number;
}

interface ComparedWord {
  word: string;
  left_count: number;
  right_count: number;
  left_share: number;
  right_share: number;
}

interface ComparedResult {
  key: string;
  title: string;
  url: string | null;
  items: ComparedWord[];
}

/** What the page shows. The query string holds all of it, so a link shows the same. */
interface State {
  /** Key of the job and of its result; empty on the start page. */
  key: string;
  scope: "main" | "page";
  unit: 1 | 2 | 3;
  stop: "hide" | "show";
  group: "forms" | "none";
  code: "out" | "in";
  sort: "count" | "likelihood";
  /** The reader's own words, separated by commas. */
  hide: string;
  keep: string;
  /** The filter. */
  q: string;
  /** The class of the words; empty for all. */
  class: "" | "noun" | "name" | "verb" | "adjective" | "adverb" | "other";
  /** Numbers of the blocks that the reader moved into the main text or out of it, separated by commas. */
  blocks: string;
  /** Number of bars in the chart. */
  show: number;
  view: "chart" | "table" | "cloud" | "text" | "compare";
  /** Order of the table, and the index of its first row. */
  order: "rank" | "word" | "least";
  offset: number;
  /** The opened word. */
  word: string;
  /** Key of the result to compare with. */
  with: string;
}

type Change = (change: Partial<State>) => void;

/** The body of POST /api/jobs. */
type Submission = Record<string, unknown>;

/** Callbacks that views call. */
interface Actions {
  change: Change;
  /** Open a word, or close it if it is open. */
  toggleWord: (word: string) => void;
  /** Fetch and count the same link again. */
  rerun: () => void;
  /** Count the same text as another language. */
  recount: (language: string) => void;
  fail: (error: unknown) => void;
}

/** What the views of a result render. */
interface ResultModel {
  result: Result;
  state: State;
  list: WordList;
  title: string;
  actions: Actions;
}

interface ProgressView {
  update: (job: Job | null, note?: string) => void;
  remove: () => void;
}

/** What runs while the progress is shown. */
type Task = (signal: AbortSignal, progress: ProgressView) => Promise<void>;

/** The answer to one poll; retryAfter is in seconds. */
interface Poll {
  job: Job;
  done: boolean;
  retryAfter: number | null;
}

interface ProblemDetails {
  status?: number;
  /** The name of a file's format that is not read. */
  format?: string;
  /** Seconds. */
  retryAfter?: number | null;
  /** The job has ended: only a new one can succeed. */
  jobFailed?: boolean;
}

/** What the reader can do about a problem. */
interface ProblemOptions {
  status?: number;
  format?: string;
  /** Whether the address bar has a link to come back to. */
  hasLink?: boolean;
  retry?: () => void;
  paste?: () => void;
}

interface PollOptions {
  signal?: AbortSignal;
  /** Milliseconds before the first poll. */
  after?: number;
  /** Clock in milliseconds. */
  now?: () => number;
  onPoll?: (job: Job) => void;
  onOffline?: () => void;
  onDone?: (job: Job) => void;
}

/** A result that was shown in this browser. */
interface RecentResult {
  key: string;
  title: string;
  words: string[];
}

type Messages = Record<string, string>;
type LoadMessages = () => Promise<{ messages: Messages }>;
/** Values for the placeholders of a message. */
type Values = Record<string, string | number>;
type Child = Node | string | false;
type Listener = (event: MouseEvent & KeyboardEvent) => void;
type Attributes = Record<string, string | boolean | number | Listener | undefined>;

/** Heading and fonts of an SVG. */
interface Caption {
  title: string;
  note: string;
  /** Font families. */
  sans: string;
  serif: string;
}

/** A bar of an SVG chart; its ratio to the longest bar is 0 to 1. */
interface Bar {
  word: string;
  label: string;
  ratio: number;
}
