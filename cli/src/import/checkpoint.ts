import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export type Checkpoint = {
  /** Rows that were acknowledged in an earlier run. */
  done: number
  save(rows: number): void
  clear(): void
}

/** Where an import of this very file, map and target stood. Losing it costs time, never truth: ids decide. */
export const openCheckpoint = (
  dir: string,
  what: { file: string; map: string; url: string; key: string },
): Checkpoint => {
  const { size, mtimeMs } = statSync(what.file)
  const identity = [resolve(what.file), size, mtimeMs, readFileSync(what.map, 'utf8'), what.url, what.key]
  const name = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
  const path = join(dir, `${name}.json`)
  const read = (): number => {
    if (!existsSync(path)) return 0
    const { rows } = JSON.parse(readFileSync(path, 'utf8')) as { rows: number }
    return rows
  }
  return {
    done: read(),
    save: rows => {
      mkdirSync(dir, { recursive: true })
      writeFileSync(`${path}.new`, JSON.stringify({ rows }))
      renameSync(`${path}.new`, path)
    },
    clear: () => rmSync(path, { force: true }),
  }
}
