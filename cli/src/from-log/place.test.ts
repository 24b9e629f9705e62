import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLocalLog } from '@maidian/engines'
import { sampleHeader } from '@maidian/engines/testing'
import { expect, test } from 'vitest'
import { moveToPlace, readPlace } from './place.ts'

test.each([
  ['1200', { only: 1200 }],
  [
    '0:1200,11:9',
    {
      at: [
        { partition: 0, offset: 1200 },
        { partition: 11, offset: 9 },
      ],
    },
  ],
  ['2026-11-11T08:00:00+08:00', { time: Date.UTC(2026, 10, 11) }],
  ['2026-11-11T00:00:00.000Z', { time: Date.UTC(2026, 10, 11) }],
])('%s is a place', (text, place) => {
  expect(readPlace(text)).toEqual(place)
})

test.each(['', '-1', '0:', '0:1,', 'yesterday', '2026-11-11', '2026-11-11T08:00:00', '2026-13-11T08:00:00Z'])(
  'what does not say when or where is refused: %s',
  text => {
    expect(() => readPlace(text)).toThrow(expect.objectContaining({ code: 'replay.place' }))
  },
)

test('where the log no longer reaches back it is said, and gone on only where somebody accepts it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'maidian-place-'))
  const log = await openLocalLog({ dir, floorBytes: 0, segmentBytes: 1000, keepMs: 0, keepBytes: 0, tidyEveryMs: 10 })
  const group = 'g'
  for (let i = 0; i < 20; i++) {
    await log.append({ partition: 0, header: sampleHeader({ received: Date.now() }), value: Buffer.alloc(600) })
  }
  await log.setPosition(group, [{ partition: 0, offset: 15 }])
  const beginning = async (): Promise<number> => (await log.positions(group))[0]?.earliest ?? 0
  while ((await beginning()) === 0) await sleep(10)
  await sleep(50)
  const earliest = await beginning()

  const move = (text: string, over: { acceptGap?: boolean; dryRun?: boolean } = {}) =>
    moveToPlace(log, { group, place: readPlace(text), acceptGap: false, dryRun: false, ...over })
  for (const dryRun of [true, false]) {
    await expect(move('0', { dryRun })).rejects.toMatchObject({ code: 'log.gap' })
    await expect(move('21', { dryRun })).rejects.toMatchObject({ code: 'log.beyond' })
  }
  const accepted = { partition: 0, from: 15, to: earliest, end: 20, gap: earliest }
  expect(await move('0', { acceptGap: true, dryRun: true })).toEqual({ moved: [accepted], isCut: false })
  expect((await log.positions(group))[0]?.committed).toBe(15)
  expect(await move('0', { acceptGap: true })).toEqual({ moved: [accepted], isCut: false })
  expect((await log.positions(group))[0]?.committed).toBe(earliest)
  // All of them came within the margin: who asks for that time may be missing what is gone.
  const now = await move(new Date().toISOString())
  expect(now).toMatchObject({ isCut: true, moved: [{ to: earliest, gap: 0 }] })
  await log.close()
  rmSync(dir, { recursive: true })
})
