/**
 * Types that several modules share, for the type checker only: no browser loads this file.
 * The API's types follow its /api/openapi.json.
 */

interface Job {
  key: string;
  url: string | null;
  status: "queued" | "started" | "finished" | "failed";
  stage: "fetching" | "rendering" | "reading" | "counting" | "saving" | null;
  /** Place in the queue, from 1; null unless queued. */
  position: number | null;
  fetched_bytes: number | null;
  /** The page of a file that is being read, and how many it has. */
  page?: number | null;
  pages?: number | null;
  error: { code: string; status?: number; seen?: string; format?: string; detail: string } | null;
  /** What cancels the job or deletes its result; of the submission that made it only. */
  token?: string;
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
  /** Of phrases that are sorted by it; null where it is not known. */
  likelihood?: number | null;
  /** In a collection, the count in each page. */
  members?: number[];
}

interface WordList {
  total: number;
  /** All words of the scope, stop words included. */
  words: number;
  /** The word classes that the language knows. */
  classes: string[];
  /** Whether words can be sorted by how special they are here; absent where no list was asked for. */
  keyness?: "known" | "no_list" | "not_counted";
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
  /** What results of earlier versions lack. */
  characters?: number;
  characters_without_spaces?: number;
  sentences?: number;
  /** Units between white space. */
  eojeol?: number;
  /** In words. */
  mean_sentence_length?: number | null;
  /** Moving-average type-token ratio. */
  lexical_diversity?: number | null;
  words_once?: number;
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
  /** The newest of what a feed or sitemap lists. */
  entries?: Entry[];
}

interface Entry {
  title: string;
  url: string;
  date: string | null;
}

interface Concordance {
  total: number;
  /** Length of the text in characters; positions count from its start. */
  length: number;
  places: [position: number, zone: string][];
  items: Place[];
}

interface Place {
  left: string;
  match: string;
  right: string;
  position: number;
  zone: string;
  /** The rest of the sentence. */
  sentence: [before: string, after: string];
}

interface Collocates {
  total: number;
  places: number;
  items: { word: string; count: number; left: number; right: number; likelihood: number }[];
}

/** A page of a collection. */
interface Member {
  key: string;
  url: string | null;
  status: Job["status"];
  stage: Job["stage"];
  error: Job["error"];
  title: string | null;
  language: string | null;
  totals: Result["totals"] | null;
}

interface Collection {
  key: string;
  title: string;
  status: "waiting" | Job["status"];
  error: Job["error"];
  members: Member[];
}

/** What a page of a collection uses more than the others, and what several others have and it has not. */
interface OwnWords {
  items: { word: string; count: number; others_count: number }[];
  /** What several others have and it has not. */
  missing: { word: string; others_count: number; in_others: number }[];
}

interface PlaceOfMember {
  left: string;
  match: string;
  right: string;
  member: number;
}

/** What the controller lends to the view of a collection. */
interface CollectionPage {
  showLayout: (start: boolean) => void;
  setTitle: (text: () => string) => void;
  reveal: () => void;
  resultView: () => Promise<unknown>;
  showView: () => Promise<{ showTools: (shown: () => Shown) => void }>;
  fail: (error: unknown, onRetry?: () => void) => void;
}

interface EarlierResult {
  key: string;
  title: string;
  language: string;
  fetched_at: string;
  words: number;
}

interface ComparedWord {
  part: "left" | "right" | "both";
  word: string;
  /** The rows of each page's own list whose counts add up to its count. */
  left_words: string[];
  right_words: string[];
  left_count: number;
  right_count: number;
  left_share: number;
  right_share: number;
  /** The log-likelihood: how sure the difference is. */
  likelihood: number;
  /** The binary logarithm of the ratio of the shares: how large it is. */
  log_ratio: number | null;
  chance: boolean;
  only_in: "left" | "right" | null;
  stop_word: boolean;
}

interface ComparedResult {
  key: string;
  title: string;
  url: string | null;
  language: string;
  words: number;
  total: number;
  items: ComparedWord[];
}

interface Comparison {
  total: number;
  classes: string[];
  left: ComparedResult;
  right: ComparedResult;
  both: { total: number; items: ComparedWord[] };
}

/** A row of an SVG comparison; ratios are to the longest bar, 0 to 1. */
interface ComparedBars {
  word: string;
  left: { label: string; ratio: number };
  right: { label: string; ratio: number };
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
  sort: "count" | "likelihood" | "keyness";
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

/** What a submission's result is opened with; asked once its job is accepted. */
type More = (signal: AbortSignal) => Promise<Partial<State>>;

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

/** What is shown, for those that it is shown to. */
interface Shown {
  /** Where a result's own settings do not make it. */
  link?: string;
  result: Result;
  state: State;
  title: string;
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
  /** The link of the job that failed, null for what was sent. */
  url?: string | null;
  /** What the API answered. */
  body?: { links?: { url: string }[] } | null;
}

/** What is said of a problem besides itself, and the ways on, in their order. */
interface Ways {
  /** A message that says more. */
  hint?: string;
  /** The size of the largest page, in words. */
  limit?: string;
  /** The labels of the buttons: each is a message. */
  paste?: string;
  retry?: string;
  otherLink?: string;
}

/** What the reader can do about a problem. */
interface ProblemOptions {
  status?: number;
  format?: string;
  url?: string | null;
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
  /** Whether it is a collection. */
  set?: boolean;
  /** What deletes it, where this browser made it. */
  token?: string;
}

type Messages = Record<string, string>;
type LoadMessages = () => Promise<{ messages: Messages }>;
/** Values for the placeholders of a message. */
type Values = Record<string, string | number>;
type Child = Node | string | false;
type Listener = (event: MouseEvent & KeyboardEvent) => void;
type Attributes = Record<string, string | boolean | number | Listener | undefined>;

/** A word's place in a picture. */
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

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

/** What the reference reads of an OpenAPI document. */
interface OpenApi {
  info: { "x-quickStart": string[] };
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, Record<string, object>>;
}

interface Reference {
  $ref?: string;
}

interface Parameter extends Reference {
  name: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

interface Schema extends Reference {
  type?: string;
  description?: string;
  enum?: unknown[];
  default?: unknown;
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
  "x-codeSamples"?: { source: string }[];
}

/** An operation with its method and path. */
type Call = Operation & { method: string; path: string; parameters: Parameter[] };
