import { subjectHash } from '@maidian/stream-processor'
import type { Command } from 'commander'
import { CliError } from '../errors.ts'
import { type Link, type LinkFilter, linksOf, setLinks } from '../operator/links.ts'
import { asOperator, type OperatorOptions, operatorName, withOperator } from '../operator/store.ts'

type Options = OperatorOptions & { device?: string; user?: string; id?: string; json?: boolean }

const filterOf = ({ device, user, id }: Options): LinkFilter => {
  const at = id?.indexOf('=') ?? -1
  if (id !== undefined && at < 1) throw new CliError('identity.id', id)
  return {
    ...(device !== undefined && { device }),
    ...(user !== undefined && { user }),
    ...(id !== undefined && { id: { kind: id.slice(0, at), id: id.slice(at + 1) } }),
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()

const lineOf = ({ device, user, kind, id, first, times, undone, until, by, person }: Link): string => {
  const ends = [device && `device ${device}`, user && `user ${user}`, kind && `${kind} ${id}`].filter(Boolean)
  const said = `${iso(first)}${times > 1 ? `, ${times} times` : ''}`
  const state = undone ? `undone at ${iso(until)}${by && ` by ${by}`}` : `person ${person}`
  return `${ends.join(' — ')} · ${said} · ${state}`
}

const print = (links: readonly Link[], json: boolean | undefined): void => {
  process.stdout.write(
    json ? `${JSON.stringify(links)}\n` : links.map(link => `${lineOf(link)}\n`).join('') || 'no links\n',
  )
}

const LISTED = 100

const list = (options: Options): Promise<void> =>
  asOperator(options, async store => {
    await store.reloadPersons(options.project)
    const links = await linksOf(store, { project: options.project, filter: filterOf(options), limit: LISTED + 1 })
    print(links.slice(0, LISTED), options.json)
    if (links.length > LISTED)
      process.stderr.write(`these are the latest ${LISTED}; narrow them with --device, --user or --id\n`)
  })

const subjectsOf = (project: string, links: readonly Link[]): string[] => [
  ...new Set(
    links.flatMap(({ device, user }) => [
      ...(device === '' ? [] : [subjectHash(project, 'device', device)]),
      ...(user === '' ? [] : [subjectHash(project, 'user', user)]),
    ]),
  ),
]

const change =
  (undone: boolean) =>
  (options: Options): Promise<void> =>
    asOperator(options, async store => {
      const { project } = options
      const filter = filterOf(options)
      if (Object.keys(filter).length === 0) throw new CliError('identity.whom')
      const links = (await linksOf(store, { project, filter })).filter(link => link.undone !== undone)
      if (links.length === 0) throw new CliError('identity.none')
      const by = operatorName()
      await setLinks(store, { project, links, undone, by })
      await store.insert({
        project,
        table: 'audit',
        rows: [
          {
            action: undone ? 'identity.unlink' : 'identity.relink',
            by,
            subjects: subjectsOf(project, links),
            counts: { identity_undone: links.length },
          },
        ],
      })
      const now = await linksOf(store, { project, filter })
      const keys = new Set(links.map(keyOf))
      print(
        now.filter(link => keys.has(keyOf(link))),
        options.json,
      )
    })

const keyOf = ({ device, user, kind, id }: Link): string => JSON.stringify([device, user, kind, id])

/** `maidian identity …`: which devices are whose, and why; a link that is wrong is undone, and done again. */
export const addIdentityCommands = (program: Command): void => {
  const identity = program.command('identity').description('who is whom: list links, undo one, do it again')
  const add = (name: string, description: string, action: (options: Options) => Promise<void>): void => {
    withOperator(identity.command(name))
      .description(description)
      .option('--device <name>', 'links of this device')
      .option('--user <name>', 'links to this user')
      .option('--id <kind=value>', 'links by this id, such as unionid=o6_bm')
      .option('--json', 'print them as JSON')
      .action(action)
  }
  add('list', 'the links that $identify said, the latest first, with whose they are now', list)
  add('unlink', 'undo links: what was said up to now no longer counts', change(true))
  add('relink', 'let links count again that were undone', change(false))
}
