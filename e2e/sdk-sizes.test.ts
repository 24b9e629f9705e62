import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

type Row = [path: string, kB: number]

/** The rows of the tables whose head names an SDK: `| file of @maidian/sdk-web | | gzip |`. */
const rowsOf = (text: string): Row[] => {
  let sdk = ''
  return text.split('\n').flatMap((line): Row[] => {
    sdk = /^\|[^|]*`@maidian\/(sdk-\w+)`[^|]*\|/.exec(line)?.[1] ?? (line.startsWith('|') ? sdk : '')
    const [, file, kB] = /^\| `([\w./-]+\.js)` \|.*\| (\d+\.\d) kB \|$/.exec(line) ?? []
    return sdk && file ? [[`${sdk}/dist/${file}`, Number(kB)]] : []
  })
}

describe.each(['README.md', 'README.zh-CN.md'])('the bytes that %s names', file => {
  const rows = rowsOf(read(file))

  test('are there for both SDKs', () => {
    for (const sdk of ['sdk-web/', 'sdk-miniprogram/']) {
      expect(rows.filter(([path]) => path.startsWith(sdk)).length).toBeGreaterThan(1)
    }
  })

  test.each(rows)('%s is %s kB', (path, kB) => {
    expect(existsSync(new URL(path, root)), 'run npm run build').toBe(true)
    const bytes = gzipSync(readFileSync(new URL(path, root)), { level: 9 }).length
    expect(Math.ceil(bytes / 100) / 10).toBe(kB)
  })
})
