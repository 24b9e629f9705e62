import { expect, test } from 'vitest'
import { applyIpPolicy } from './ip-policy.ts'

test.each([
  ['203.0.113.77', 'truncate', '203.0.113.0'],
  ['::ffff:203.0.113.77', 'truncate', '203.0.113.0'],
  ['2001:db8:1:2:3:4:5:6', 'truncate', '2001:db8:1::'],
  ['2001:db8::1', 'truncate', '2001:db8:0::'],
  ['::1', 'truncate', '0:0:0::'],
  ['fe80::1%eth0', 'truncate', 'fe80:0:0::'],
  ['203.0.113.77', 'keep', '203.0.113.77'],
  ['203.0.113.77', 'drop', ''],
  ['nonsense', 'truncate', ''],
] as const)('%s by %s is %s', (ip, policy, kept) => {
  expect(applyIpPolicy(ip, policy)).toBe(kept)
})
