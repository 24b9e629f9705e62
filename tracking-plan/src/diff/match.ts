type Named = { name: string; renamed_from?: string | undefined }

/** The same thing in both plans. */
export type Pair<T> = { before: T; after: T }

/** What became of the things of one kind. `renames`: old name → new name, where the new one says so. */
export type Matched<T> = { pairs: Pair<T>[]; gone: T[]; born: T[]; renames: ReadonlyMap<string, string> }

/** The name that a name had one release earlier, as the releases in between remember it. */
export type Ancestry = ReadonlyMap<string, string>

const NONE: Ancestry = new Map()

/** Pairs things by name, else by `renamed_from`, across several renames where `ancestry` remembers them. */
export const match = <T extends Named>(of: {
  before: readonly T[]
  after: readonly T[]
  ancestry?: Ancestry
}): Matched<T> => {
  const { ancestry = NONE } = of
  const old = new Map(of.before.map(thing => [thing.name, thing]))
  const kept = new Set(of.after.map(({ name }) => name).filter(name => old.has(name)))
  const pairs: Pair<T>[] = []
  const born: T[] = []
  const renames = new Map<string, string>()
  const taken = new Set(kept)

  for (const after of of.after) {
    const source = old.has(after.name) ? after.name : formerName(after, old, ancestry)
    const before = source === undefined ? undefined : old.get(source)
    if (before === undefined || (before.name !== after.name && taken.has(before.name))) {
      born.push(after)
      continue
    }
    taken.add(before.name)
    pairs.push({ before, after })
    if (before.name !== after.name) renames.set(before.name, after.name)
  }
  return { pairs, gone: of.before.filter(({ name }) => !taken.has(name)), born, renames }
}

const formerName = (thing: Named, old: ReadonlyMap<string, unknown>, ancestry: Ancestry): string | undefined => {
  const seen = new Set<string>()
  let name = thing.renamed_from
  while (name !== undefined && !old.has(name) && !seen.has(name)) {
    seen.add(name)
    name = ancestry.get(name)
  }
  return name !== undefined && old.has(name) ? name : undefined
}

/** Reads `renamed_from` out of later releases, oldest first: the latest word counts. */
export const ancestryOf = (things: readonly Named[]): Ancestry =>
  new Map(things.flatMap(({ name, renamed_from }) => (renamed_from === undefined ? [] : [[name, renamed_from]])))
