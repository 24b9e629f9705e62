import { join } from 'node:path'
import { servicePassword } from '@maidian/engines'
import type { Maidian } from '../harness/maidian.ts'

/** Runs a statement as the services' own user, who may write. */
export const asService = async ({ clickhouse }: Maidian, data: string, sql: string): Promise<string> => {
  const password = servicePassword(join(data, 'clickhouse'))
  const response = await fetch(`${clickhouse.url}/`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`app:${password}`).toString('base64')}` },
    body: sql,
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}
