/**
 * The shapes that pass between the modules, for the type checker alone: no browser loads this file.
 * Those of the API are as its /api/openapi.json has them.
 */

interface Job {
  key: string;
  url: string | null;
  status: "queued" | "started" | "finished" | "failed";
  stage: "fetching" | "reading" | "counting" | "saving" | null;
  /** 1 is the next; null unless queued. */
  position: number | null;
  fetched_bytes: number | null;
  error: { code: string; status?: number; detail: string } | null;
}

interface Word {
  rank: number;
  word: string;
  count: number;
  /** Of all words of the scope, 0 to 1. */
  share: number;
  stop_word: boolean;
  forms: { form: string; count: number }[];
  zones: Record<string, number>;
}

interface Words {
  total: number;
  items: Word[];
}

interface Totals {
  words: number;
  distinct: number;
  reading_seconds: number;
}

interface Result {
  key: string;
  /** Null where a text was pasted. */
  url: string | null;
  final_url: string | null;
  title: string;
  language: string;
  approximate: boolean;
  fetched_at: string;
  totals: { main: Totals; page: Totals; main_found: boolean };
  words: Word[];
}

interface Contexts {
  total: number;
  /** Characters of the whole text, of which positions are parts. */
  length: number;
  places: [position: number, zone: string][];
  items: { left: string; match: string; right: string; position: number; zone: string }[];
}

interface Earlier {
  key: string;
  title: string;
  language: string;
  fetched_at: string;
  words: number;
}

interface Compared {
  word: string;
  left_count: number;
  right_count: number;
  left_share: number;
  right_share: number;
}

interface Side {
  key: string;
  title: string;
  url: string | null;
  items: Compared[];
}

/** What is shown; all of it stands in the link. */
interface State {
  /** Of the job and of its result; empty on the start page. */
  key: string;
  scope: "main" | "page";
  unit: 1 | 2 | 3;
  stop: "hide" | "show";
  group: "forms" | "none";
  code: "out" | "in";
  sort: "count" | "likelihood";
  /** The reader's own words, between commas. */
  hide: string;
  keep: string;
  /** The filter. */
  q: string;
  /** Rows of the chart. */
  show: number;
  view: "chart" | "table" | "cloud" | "compare";
  /** Order and first row of the table. */
  order: "rank" | "word" | "least";
  offset: number;
  /** The opened word. */
  word: string;
  /** Key of the result to compare with. */
  with: string;
}

type Change = (change: Partial<State>) => void;

/** What the views ask of the page. */
interface Actions {
  change: Change;
  /** Open a word, or close the one that is open. */
  open: (word: string) => void;
  again: () => void;
  recount: (language: string) => void;
  fail: (error: unknown) => void;
}

/** A result on the page: what its views are drawn from. */
interface Shown {
  result: Result;
  state: State;
  list: Words;
  title: string;
  actions: Actions;
}

interface Progress {
  update: (job: Job | null, note?: string) => void;
  end: () => void;
}

/** One look at a job; retryAfter is in seconds. */
interface Look {
  job: Job;
  ended: boolean;
  retryAfter: number | null;
}

/** How a job is waited for, and who is told. */
interface Watch {
  signal?: AbortSignal;
  /** Milliseconds before the first look. */
  after?: number;
  now?: () => number;
  onLook?: (job: Job) => void;
  onLost?: () => void;
  onEnd?: (job: Job) => void;
}

/** A result seen in this browser. */
interface Entry {
  key: string;
  title: string;
  words: string[];
}

type Messages = Record<string, string>;
/** What stands in the gaps of a message. */
type Gaps = Record<string, string | number>;
type Child = Node | string | false;
type Listener = (event: MouseEvent & KeyboardEvent) => void;
type Attributes = Record<string, string | boolean | number | Listener | undefined>;

/** What a picture says of itself. */
interface About {
  title: string;
  note: string;
  /** Fonts. */
  sans: string;
  serif: string;
}

/** A bar of a picture: its part of the longest is 0 to 1. */
interface Bar {
  word: string;
  amount: string;
  part: number;
}
