import type {
  AuditRow,
  ClientLossRow,
  EventRow,
  ForgottenRow,
  IdentityIdRow,
  IdentityRow,
  IdentityUndoneRow,
  ItemOperationRow,
  LogPosition,
  ProfileOperationRow,
  QuarantineRow,
} from '@maidian/schemas'

/** The tables that services write, and what a row of each looks like. */
export type Tables = {
  events: EventRow
  quarantine: QuarantineRow
  identities: IdentityRow
  identity_ids: IdentityIdRow
  identity_undone: IdentityUndoneRow
  profile_operations: ProfileOperationRow
  item_operations: ItemOperationRow
  forgotten: ForgottenRow
  audit: AuditRow
  client_loss: ClientLossRow
}
export type Table = keyof Tables

/**
 * A column that a tracking plan adds to `events`. `fallback` is SQL over the other columns: what it holds for rows that
 * were written without it.
 */
export type StoreColumn = { name: string; type: string; fallback: string; comment: string }

/**
 * A project as the store knows it: `name` is also the database; `timezone` is that of its calendar days. `retention`: after how
 * many days since they were received rows are removed; null: never; where it is not given it stays as it is.
 */
export type StoreProject = {
  name: string
  timezone: string
  columns?: readonly StoreColumn[]
  retention?: { days: number } | null
}

/**
 * A view of a project's database: `sql` is the text after `CREATE OR REPLACE VIEW name AS`. `columns`: column → comment;
 * where it is given, the view's columns get these, and else the comments that they have in `events`.
 */
export type View = { name: string; sql: string; comment: string; columns?: Readonly<Record<string, string>> }

/** What a store is to be brought up to: its projects, and the views of each. */
export type MigrationTarget<Project extends StoreProject> = {
  projects: readonly Project[]
  views: (project: Project) => View[]
}

/** A numbered step of the schema: statements, each safe to run twice. `{{project}}` is the database. */
export type Migration = { id: string; sql: string }

/** Where the ids asked for were found; an id that is missing in both maps is new. */
export type Found = { events: Map<string, LogPosition>; quarantine: Map<string, LogPosition> }

/** `generations`: those of the partitions that the rows come from; without one, a partition must never have been fenced. */
export type Insert<T extends Table> = {
  project: string
  table: T
  rows: Tables[T][]
  generations?: ReadonlyMap<number, number>
}

/** Rows as they go over the wire; whoever packed them may forget them. Rows of one project and table go together. */
export type Packed = {
  project: string
  table: Table
  rows: number
  parts: readonly { format: 'Native' | 'JSONEachRow'; bytes: Buffer }[]
}

/** Partitions of a log that somebody takes over. */
export type Fencing = { project: string; logId: string; partitions: readonly number[] }

/**
 * A person as tables name one: the user, empty where nobody knows it, and the devices whose events without a user are
 * theirs. `until`, ms: what was made and received after it stays. `dryRun`: only count.
 */
export type Erasure = { project: string; user: string; devices: readonly string[]; until: number; dryRun?: boolean }

/** Rows by table. */
export type Erased = Record<string, number>

/** A place in a log: in these partitions, from these offsets on. */
export type LogPlace = { logId: string; at: readonly { partition: number; offset: number }[] }

/** `tables`: `project.table`; `from`: a place in the words of ClickHouse; `readAgain`: what will be read from the log again. */
export type Restore = { tables: readonly string[]; from: string; readAgain: LogPlace | null }

export type Query = {
  sql: string
  /** Values for `{name:Type}` in `sql`. */
  params?: Record<string, unknown>
  /** ClickHouse settings of this query alone. */
  settings?: Record<string, string | number>
  signal?: AbortSignal
}

/**
 * The store of events. Inserts are synchronous: when `insert` resolves, the rows are on disk and every later
 * query sees them. 64-bit integers come back as decimal strings.
 *
 * Failures are `EngineError`: `store.unavailable` (ask again later), `store.refused` (do not), `store.bad_row` (one of the
 * rows, so the others can be had without it) or `store.fenced`.
 */
export interface EventStore {
  /** Brings databases, tables and dictionaries up to date and replaces the views. Safe to run twice, or twice at once. */
  migrate<Project extends StoreProject>(target: MigrationTarget<Project>): Promise<void>
  insert<T extends Table>(into: Insert<T>): Promise<void>
  /** The first half of an insert: encodes the rows, and throws what their values make it throw. */
  pack<T extends Table>(into: Insert<T>): Promise<Packed>
  /** The other half: all of it is one insert, as far as it has one format. Of one project and table. */
  write(packed: readonly Packed[]): Promise<void>
  /**
   * Takes partitions over, and returns the generation of each, under which its rows are to be inserted. When it resolves,
   * no insert under an earlier one is running or will be: `insert` rejects those with `store.fenced`.
   */
  fence(of: Fencing): Promise<Map<number, number>>
  /** Which of these event ids (lower-case UUIDs) the project holds, and at which log position. */
  find(project: string, ids: string[]): Promise<Found>
  /** Has the server resolve devices to persons anew; every later query sees what links were inserted before. */
  reloadPersons(project: string): Promise<void>
  /** Removes a person's rows from every table, on disk too, and says how many there were. Links to be reloaded after. */
  erase(of: Erasure): Promise<Erased>
  /** Copies the tables of projects to a place in the words of ClickHouse, `File('…')`, and says which, as `project.table`. */
  backUp(of: { projects: readonly string[]; to: string }): Promise<string[]>
  /**
   * Makes tables without a row (else `store.not_empty`) what a backup says, without views and dictionaries, which
   * `migrate` brings; rows that will be read again are left out. Nobody else may use the store.
   */
  restore(of: Restore): Promise<void>
  query<Row>(query: Query): Promise<Row[]>
  /** Resolves once an authenticated query was answered. */
  ping(): Promise<void>
  close(): Promise<void>
}
