import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { ConfigError, parseLocated } from './located.ts'

const Name = z.string().min(1, 'write a name').max(200)

/** A name alone, or an object that may say more. */
const named = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(given => (typeof given === 'string' ? { name: given } : given), schema)

const PropRename = named(
  z.strictObject({
    name: Name.optional(),
    /** Names inside: of an object, or of each object of a list. */
    props: z.record(Name, Name).optional(),
  }),
)
export type PropRename = z.output<typeof PropRename>

/** Names as another tracker sends them → names of the plan. `docs/doors.md` explains it with examples. */
export const Mapping = z.strictObject({
  events: z
    .record(Name, named(z.strictObject({ name: Name.optional(), props: z.record(Name, PropRename).optional() })))
    .default({}),
  /** Properties of every event; what an event says of its own goes before. */
  props: z.record(Name, PropRename).default({}),
  /** Properties of profiles: traits. */
  profile: z.record(Name, Name).default({}),
  /** Properties that are not kept; a `*` at the end stands for anything. */
  drop: z.array(Name).default([]),
})
export type Mapping = z.output<typeof Mapping>

/** Reads the text of a mapping; throws `ConfigError` with one line per mistake. */
export const parseMapping = (text: string, file = 'mapping.yaml'): Mapping => parseLocated(Mapping, text, file)

/** Reads the file that a source names as its `mapping:`. */
export const readMapping = (file: string): Mapping => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ConfigError(`${file}: cannot be read; mapping: of a source names it`, { cause })
  }
  return parseMapping(text, file)
}
