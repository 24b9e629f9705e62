import { isIPv4, isIPv6 } from 'node:net'

export type IpPolicy = 'keep' | 'truncate' | 'drop'

/** `::ffff:10.0.0.1` is 10.0.0.1. */
export const plainAddress = (ip: string): string => (ip.startsWith('::ffff:') && isIPv4(ip.slice(7)) ? ip.slice(7) : ip)

/** The first three groups of an IPv6 address, whatever way it is written. */
const prefix48 = (ip: string): string => {
  const [head = ''] = ip.split('%')
  const [left = '', right] = head.split('::')
  const groups = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const full = right === undefined ? groups : [...groups, ...Array(8 - groups.length - tail.length).fill('0'), ...tail]
  return `${full.slice(0, 3).join(':')}::`
}

/** What may be kept of an address: all, the network (IPv4 /24, IPv6 /48), or nothing. */
export const applyIpPolicy = (ip: string, policy: IpPolicy): string => {
  const address = plainAddress(ip)
  if (policy === 'drop') return ''
  if (policy === 'keep') return address
  if (isIPv4(address)) return address.replace(/\.\d+$/, '.0')
  return isIPv6(address) ? prefix48(address) : ''
}
