import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { open } from 'lmdb'
import { EngineError } from '../../errors.ts'
import type { LogCoordinates } from '../port.ts'

/** Where a group stands in an embedded log that another process has open: the next offset that it reads. */
export const peekLocalLog = async (dir: string, group: string): Promise<{ id: string; at: LogCoordinates[] }> => {
  const names = (folder: string): string[] => {
    try {
      return readdirSync(folder)
    } catch {
      return []
    }
  }
  if (!names(dir).includes('state.mdb')) throw new EngineError('log.unavailable', `there is no log in ${dir}`)
  const db = open<string | number, string>({ path: join(dir, 'state.mdb'), noSubdir: true, readOnly: true })
  try {
    const earliest = names(join(dir, 'segments'))
      .filter(name => name.endsWith('.log'))
      .sort()[0]
    const offset = (db.get(`committed:${group}`) as number | undefined) ?? Number.parseInt(earliest ?? '0', 10)
    return { id: db.get('id') as string, at: [{ partition: 0, offset }] }
  } finally {
    await db.close()
  }
}
