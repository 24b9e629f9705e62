import { gzipSync } from 'node:zlib'
import { HttpError } from '@maidian/service'
import { describe, expect, test } from 'vitest'
import { crcOf } from './crc.ts'
import { decode } from './decode.ts'

const EVENT = { type: 'track', event: '浏览>商品?', distinct_id: 'd', time: 1 }
const json = JSON.stringify(EVENT)
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64')
const E = encodeURIComponent
const one = base64(json)
const list = base64(`[${json},${json}]`)

const read = (query: string, body: string | Buffer = '') =>
  decode({ query, body: Buffer.from(body) }, { maxBytes: 100_000 })
const codeOf = (query: string, body: string | Buffer = ''): string => {
  try {
    read(query, body)
  } catch (error) {
    if (error instanceof HttpError) return error.code
    throw error
  }
  return ''
}

test('the checksum is the one of the web library', () => {
  expect([crcOf(''), crcOf('a'), crcOf('ab'), crcOf('eyJhIjoxfQ==')]).toEqual([0, 97, 3105, -1_930_075_513])
})

describe('what is read', () => {
  test.each<[string, string, string | Buffer, number]>([
    ['an image', `project=p&token=t&data=${E(one)}&ext=${E(`crc=${crcOf(one)}`)}`, '', 1],
    ['an image without a checksum, as of mini-programs', `data=${E(one)}`, '', 1],
    ['a form', 'token=t', `data=${E(one)}&ext=${E(`crc=${crcOf(one)}`)}`, 1],
    ['a form with a list', 'token=t', `data_list=${E(list)}`, 2],
    ['a form whose plus signs were left alone', '', `data_list=${list}`, 2],
    ['gzip', '', `data_list=${E(base64(gzipSync(`[${json}]`)))}&gzip=1`, 1],
    ['gzip=0', '', `data_list=${E(list)}&gzip=0`, 2],
    ['a body that is no form beside a query with the data', `data=${E(one)}`, 'x', 1],
    ['JSON', '', json, 1],
    ['a list as JSON', '', `[${json}]`, 1],
  ])('%s', (_, query, body, n) => {
    expect(read(query, body)).toEqual(Array(n).fill(EVENT))
  })
  test('the base64 in these tests has a plus sign', () => {
    expect(list).toContain('+')
  })
})

describe('what is refused, and why', () => {
  test.each<[string, string, string | Buffer, string]>([
    ['nothing', '', '', 'batch.no_data'],
    ['no data', 'token=t', 'ext=1', 'batch.no_data'],
    ['another checksum', `data=${E(one)}&ext=${E('crc=1')}`, '', 'batch.crc'],
    ['data that was cut', `data=${E(one.slice(0, 30))}`, '', 'batch.not_json'],
    ['no base64', 'data=%%%', '', 'batch.not_json'],
    ['AES', '', `data=${E(json)}&gzip=9`, 'batch.encrypted'],
    ['RSA', '', `data=${E('{"pkv":1,"ekey":"k","payloads":["x"]}')}`, 'batch.encrypted'],
    ['RSA as base64', '', `data=${E(base64('{"pkv":1,"ekey":"k","payloads":["x"]}'))}`, 'batch.encrypted'],
    ['no gzip', '', `data_list=${E(one)}&gzip=1`, 'batch.not_gzip'],
    ['a gzip bomb', '', `data_list=${E(base64(gzipSync(Buffer.alloc(1_000_000))))}&gzip=1`, 'batch.too_large'],
    ['no UTF-8', '', `data=${E(base64(Buffer.from([0x7b, 0xff])))}`, 'batch.not_utf8'],
    ['too many', '', JSON.stringify(Array(2501).fill(0)), 'batch.too_many_events'],
  ])('%s', (_, query, body, code) => {
    expect(codeOf(query, body)).toBe(code)
  })
})
