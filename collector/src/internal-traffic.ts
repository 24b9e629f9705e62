import { BlockList, isIPv6 } from 'node:net'
import type { BatchEnvelope } from '@maidian/schemas'
import type { Project } from '@maidian/service'

/** Which events of a batch are of our own people: all, or those at these places; undefined: none. */
export type Internal = true | number[] | undefined

type Ours = { users: ReadonlySet<string>; addresses: BlockList }

const kindOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4')

const oursOf = ({ internal }: Project): Ours => {
  const addresses = new BlockList()
  for (const one of internal?.ips ?? []) {
    const [address = '', prefix] = one.split('/')
    if (prefix === undefined) addresses.addAddress(address, kindOf(address))
    else addresses.addSubnet(address, Number(prefix), kindOf(address))
  }
  return { users: new Set(internal?.users), addresses }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Tells staff from customers, by the addresses and users that the project names: before addresses are truncated and users
 * hashed, since nobody could say it afterwards.
 */
export const createInternalTraffic = (): ((project: Project, ip: string, batch: BatchEnvelope) => Internal) => {
  const known = new WeakMap<Project, Ours>()
  return (project, ip, batch) => {
    if (!project.internal) return undefined
    const ours = known.get(project) ?? oursOf(project)
    known.set(project, ours)
    if (ours.addresses.check(ip, kindOf(ip))) return true
    if (ours.users.size === 0) return undefined
    const places = batch.events.flatMap((event, index) => {
      const own = textOf((event as { user?: unknown } | null)?.user) || textOf(batch.user)
      return ours.users.has(own) ? [index] : []
    })
    return places.length > 0 ? places : undefined
  }
}
