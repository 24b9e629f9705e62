import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathText, SourceKind, TimeZone } from '@maidian/schemas'
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import * as z from 'zod'

/** A configuration that cannot be used; the message names file, line, key and what to write instead. */
export class ConfigError extends Error {
  readonly code = 'config.invalid'
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ConfigError'
  }
}

const Action = z.enum(['flag', 'quarantine', 'block'])

const Source = z
  .strictObject({
    key: z.string().regex(/^[\w-]{4,64}$/, 'write 4 to 64 letters, digits, - or _'),
    name: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional(),
    kind: SourceKind,
    origins: z.array(z.string().min(1)).optional(),
    ip: z.enum(['keep', 'truncate', 'drop']).default('truncate'),
    /** What judges events that name no release of the plan. */
    unversioned: z.enum(['latest', 'quarantine']).optional(),
    /** What becomes of events of this source that break the plan, where the event itself does not say. */
    on_violation: Action.optional(),
  })
  .refine(source => source.kind !== 'web' || source.origins !== undefined, {
    path: ['origins'],
    message: 'say which pages may send, such as ["https://shop.example.com"]; ["*"] for any',
  })
export type Source = z.infer<typeof Source>

const RESERVED = new Set(['system', 'information_schema', 'default', 'maidian'])

/** What becomes of what the plan does not know; one word says both. */
const Unplanned = z
  .union([Action, z.strictObject({ events: Action.default('flag'), props: Action.default('flag') })])
  .transform(given => (typeof given === 'string' ? { events: given, props: given } : given))

const Project = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/, 'write lower-case letters, digits and _, a letter first')
      .refine(name => !RESERVED.has(name), 'this name is taken by the store'),
    timezone: TimeZone.default('Asia/Shanghai'),
    url_query: z.array(z.string()).default([]),
    /** The folder of the tracking plan; releases lie beside it, in `releases`. */
    plan: z.string().min(1).optional(),
    unplanned: Unplanned.optional(),
    sources: z.array(Source).min(1),
  })
  .superRefine(({ plan, unplanned, sources }, context) => {
    if (plan !== undefined) return
    const needs = (path: (string | number)[]): void =>
      context.addIssue({ code: 'custom', path, message: 'it needs a tracking plan; add plan: FOLDER to the project' })
    if (unplanned !== undefined) needs(['unplanned'])
    sources.forEach((source, i) => {
      for (const key of ['unversioned', 'on_violation'] as const)
        if (source[key] !== undefined) needs(['sources', i, key])
    })
  })
export type Project = z.infer<typeof Project>

const unique =
  <T>(of: (config: { projects: Project[] }) => T[]) =>
  (config: { projects: Project[] }) =>
    new Set(of(config)).size === of(config).length

/** `maidian.yaml`. */
export const Config = z
  .strictObject({
    projects: z.array(Project).min(1),
    hosts: z.array(z.string()).default([]),
    ingest_path: z
      .string()
      .regex(/^\/[\w./-]{1,100}$/, 'write a path such as /s/collect')
      .optional(),
  })
  .refine(
    unique(config => config.projects.map(project => project.name)),
    'two projects have the same name',
  )
  .refine(
    unique(config => config.projects.flatMap(project => project.sources.map(source => source.key))),
    'two sources have the same key',
  )
export type Config = z.infer<typeof Config>

const lineOf = (root: Node | null, path: PropertyKey[], lines: LineCounter): number => {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(item => String(item.key) === String(key))
      const keyNode = pair?.key as Node | undefined
      offset = keyNode?.range?.[0] ?? offset
      node = pair?.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    }
  }
  return lines.linePos(offset).line
}

/** Reads a configuration text; throws `ConfigError` with one line per mistake. */
export const parseConfig = (text: string, file = 'maidian.yaml'): Config => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken) throw new ConfigError(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`)
  const result = Config.safeParse(document.toJS())
  if (result.success) return result.data
  const mistakes = result.error.issues.map(issue => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] as string] : issue.path
    const say = issue.code === 'unrecognized_keys' ? 'unknown key' : issue.message
    return `${file}:${lineOf(document.contents, path, lines)}: ${pathText(path)}: ${say}`
  })
  throw new ConfigError(mistakes.join('\n'))
}

/** Reads `maidian.yaml`. */
export const readConfig = (file: string): Config => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ConfigError(`${file}: cannot be read; write one, or name another with --config`, { cause })
  }
  const config = parseConfig(text, file)
  // Paths in a configuration are relative to it.
  const projects = config.projects.map(project =>
    project.plan === undefined ? project : { ...project, plan: resolve(dirname(file), project.plan) },
  )
  return { ...config, projects }
}
