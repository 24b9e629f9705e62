import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { SourceKind, TimeZone } from '@maidian/schemas'
import * as z from 'zod'
import { ConfigError, parseLocated } from './located.ts'

const Action = z.enum(['flag', 'quarantine', 'block'])

/** An IP address, or a network: `10.0.0.0/8`. */
const Address = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'write an IP address, or a network such as 10.0.0.0/8',
)

/** A cookie of the pages of a source that the collector keeps alive. */
const IdCookie = z.strictObject({
  /** The one the pages' tracker writes: the site's registrable domain, or `localhost` or an IP address. */
  domain: z
    .string()
    .regex(/^[a-z\d-]+(\.[a-z\d-]+)*$/, 'write the domain of the site alone, in lower-case letters: shop.example'),
  /** Browsers keep none for longer than 400. */
  days: z.int().min(1).max(400).default(390),
  /** Without, the web SDK's, which bears the write key in its name. */
  name: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'write letters, digits, - . or _')
    .optional(),
})
export type IdCookie = z.infer<typeof IdCookie>

const Key = z.string().regex(/^[\w-]{4,64}$/, 'write 4 to 64 letters, digits, - or _')

const Source = z
  .strictObject({
    key: Key,
    /** The key before this one, which goes on to work until all clients have the new one. */
    previous_key: Key.optional(),
    /** What this source may send; more is answered 429. Counted by the processes on one port together. */
    limits: z
      .strictObject({
        events_per_second: z.int().min(1).optional(),
        events_per_second_per_ip: z.int().min(1).optional(),
        /** From midnight to midnight in the project's time zone. */
        events_per_day: z.int().min(1).optional(),
      })
      .optional(),
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
    /** The file that renames what comes in by the protocols of other trackers. */
    mapping: z.string().min(1).optional(),
    id_cookie: IdCookie.optional(),
    /** `cookieless`: no device but one that the collector makes of address, user agent and day. */
    identity: z.enum(['cookieless']).optional(),
  })
  .refine(source => source.kind !== 'web' || source.origins !== undefined, {
    path: ['origins'],
    message: 'say which pages may send, such as ["https://shop.example.com"]; ["*"] for any',
  })
  .refine(source => source.kind === 'web' || source.id_cookie === undefined, {
    path: ['id_cookie'],
    message: 'only pages have cookies; leave it out, or say kind: web',
  })
  .refine(source => source.identity === undefined || source.kind !== 'server', {
    path: ['identity'],
    message: 'a server sends from its own address, which would make all its users one; leave it out',
  })
  .refine(source => source.identity === undefined || source.id_cookie === undefined, {
    path: ['id_cookie'],
    message: 'a cookieless source has no cookie to keep; leave one of the two out',
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
    /** Our own people: what they send counts as a test. */
    internal: z
      .strictObject({ users: z.array(z.string().min(1)).default([]), ips: z.array(Address).default([]) })
      .optional(),
    /** After how many days since they were received rows are removed; absent: never. */
    retention: z
      .strictObject({ days: z.int().min(1).max(36_500) })
      .nullable()
      .default(null),
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

const GeoFile = z.string().endsWith('.mmdb', 'write a file in the format of MaxMind and DB-IP, which ends in .mmdb')

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
    /** Addresses of proxies whose `X-Forwarded-For` is believed: `10.0.0.0/8`. Without, nobody's is. */
    trust_proxy: z.array(Address).default([]),
    /** City databases before the countries that are shipped; false: nobody's place is looked up. */
    geo: z.union([z.literal(false), z.strictObject({ files: z.array(GeoFile) })]).default({ files: [] }),
    /** Whether a collector keeps batches on its own disk while Kafka is away. */
    spill: z.boolean().default(false),
  })
  .refine(
    unique(config => config.projects.map(project => project.name)),
    'two projects have the same name',
  )
  .refine(
    unique(config =>
      config.projects.flatMap(project =>
        project.sources.flatMap(({ key, previous_key }) => (previous_key === undefined ? [key] : [key, previous_key])),
      ),
    ),
    'two sources have the same key',
  )
export type Config = z.infer<typeof Config>

/** Reads a configuration text; throws `ConfigError` with one line per mistake. */
export const parseConfig = (text: string, file = 'maidian.yaml'): Config => parseLocated(Config, text, file)

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
  const at = (path: string): string => resolve(dirname(file), path)
  const projects = config.projects.map(project => ({
    ...project,
    ...(project.plan !== undefined && { plan: at(project.plan) }),
    sources: project.sources.map(source =>
      source.mapping === undefined ? source : { ...source, mapping: at(source.mapping) },
    ),
  }))
  const geo = config.geo === false ? (false as const) : { files: config.geo.files.map(at) }
  return { ...config, projects, geo }
}
