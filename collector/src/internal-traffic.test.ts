import { type Project, parseConfig } from '@maidian/service'
import { expect, test } from 'vitest'
import { createInternalTraffic } from './internal-traffic.ts'

const projectOf = (internal: string): Project =>
  parseConfig(`projects: [{name: shop, ${internal} sources: [{key: wk_demo_server, kind: server}]}]\n`)
    .projects[0] as Project
const project = projectOf('internal: {users: [u-staff], ips: [10.1.0.0/16, 192.168.7.7, "fd00::/8"]},')
const internalOf = createInternalTraffic()
const batch = (users: (string | undefined)[], user?: string) => ({ user, events: users.map(one => ({ user: one })) })

test.each(['10.1.2.3', '192.168.7.7', 'fd12::1', '::ffff:10.1.2.3'])('an address of ours: %s', ip => {
  expect(internalOf(project, ip, batch(['u-1']))).toBe(true)
})

test.each(['10.2.0.1', '192.168.7.8', '2001:db8::1', '', 'nonsense'])('an address of somebody else: %s', ip => {
  expect(internalOf(project, ip, batch(['u-1']))).toBeUndefined()
})

test('a user of ours, of an event or of the batch', () => {
  expect(internalOf(project, '1.1.1.1', batch(['u-1', 'u-staff', undefined]))).toEqual([1])
  expect(internalOf(project, '1.1.1.1', batch([undefined, 'u-1'], 'u-staff'))).toEqual([0])
  expect(internalOf(project, '1.1.1.1', { events: [null, 1, 'x'] })).toBeUndefined()
})

test('a project that names nobody', () => {
  expect(internalOf(projectOf(''), '10.1.2.3', batch(['u-staff']))).toBeUndefined()
})
