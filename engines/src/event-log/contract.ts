import type { LogHeader } from '@maidian/schemas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleHeader } from '../testing/sample-header.ts'
import type { EventLog, EventLogWriter, LogRecord } from './port.ts'

/** Opens the same log each time it is called; the suite closes what it opened. */
export type OpenLog = () => Promise<EventLog>

/** The same for a writer alone; `reader` reads what it appends, and is closed by whoever opened it, where it is another. */
export type OpenWriter = () => Promise<{ writer: EventLogWriter; reader: EventLog }>

const header = (project: string): LogHeader =>
  sampleHeader({
    project,
    received: 1_790_000_000_123,
    ua: 'Mozilla/5.0 (测试)',
    verdicts: [[3, 'flagged', ['event.reserved_name']]],
  })

const until = async (condition: () => boolean, ms = 20_000): Promise<void> => {
  const end = Date.now() + ms
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

type Seen = LogRecord & { partition: number }

/** Consumes into an array; `start` chooses where each partition begins. */
const collect = async (
  log: EventLog,
  group: string,
  choose: (a: { committed: number | null; earliest: number }) => number = ({ committed, earliest }) =>
    committed ?? earliest,
) => {
  const seen: Seen[] = []
  const generations: number[] = []
  const assigned = new Set<number>()
  const consumer = await log.consume({
    group,
    onAssigned: async assignment => {
      generations.push(assignment.generation)
      assigned.add(assignment.partition)
      return choose(assignment)
    },
    onRevoked: async partition => {
      assigned.delete(partition)
    },
    onBatch: async ({ partition, records }) => {
      seen.push(...records.map(record => ({ ...record, partition })))
    },
  })
  return { seen, consumer, generations, assigned }
}

/** What every log must do for those who put records into it. */
export const eventLogWriterContract = (name: string, open: OpenWriter): void => {
  describe(`writer of an event log: ${name}`, () => {
    let writer: EventLogWriter
    let reader: EventLog
    beforeAll(async () => {
      const opened = await open()
      writer = opened.writer
      reader = opened.reader
    })
    afterAll(() => writer.close())

    test('a record comes back as it was appended, header and bytes', async () => {
      const value = Buffer.from([0, 255, 31, 139, 8, 10, 13, 0])
      const at = await writer.append({ partition: 0, header: header('one'), value })
      const { seen, consumer } = await collect(reader, 'g-one')
      await until(() => seen.some(record => record.offset === at.offset && record.partition === at.partition))
      const record = seen.find(({ offset, partition }) => offset === at.offset && partition === at.partition)
      expect(record?.header).toEqual(header('one'))
      expect(record?.value.equals(value)).toBe(true)
      await consumer.close()
    })

    test('many appends at once are all there, each partition in the order of its offsets', async () => {
      const appended = await Promise.all(
        Array.from({ length: 400 }, (_, i) =>
          writer.append({ partition: i % writer.partitions, header: header('many'), value: Buffer.from(`many-${i}`) }),
        ),
      )
      expect(new Set(appended.map(({ partition, offset }) => `${partition}/${offset}`)).size).toBe(400)
      const { seen, consumer } = await collect(reader, 'g-many')
      await until(() => seen.filter(record => record.header?.project === 'many').length >= 400)
      for (let partition = 0; partition < writer.partitions; partition++) {
        const offsets = seen.filter(record => record.partition === partition).map(record => record.offset)
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
      }
      await consumer.close()
    })

    test('a record that is too large is refused and the next one is taken', async () => {
      const value = Buffer.alloc(writer.maxRecordBytes + 1)
      await expect(writer.append({ partition: 0, header: header('large'), value })).rejects.toMatchObject({
        code: 'log.too_large',
      })
      await writer.append({ partition: 0, header: header('large'), value: Buffer.from('small') })
    })

    test('a log that takes records says so', async () => {
      await expect(writer.ping()).resolves.toBeUndefined()
    })

    test('closed, it refuses; opened again it has the same id, and goes on behind what it had', async () => {
      const at = await writer.append({ partition: 0, header: header('reopen'), value: Buffer.from('kept') })
      const { id } = writer
      await writer.close()
      const late = { partition: 0, header: header('reopen'), value: Buffer.from('late') }
      await expect(writer.append(late)).rejects.toMatchObject({ code: 'log.closed' })
      await expect(writer.ping()).rejects.toMatchObject({ code: 'log.closed' })
      const opened = await open()
      writer = opened.writer
      reader = opened.reader
      expect(writer.id).toBe(id)
      const next = await writer.append({ partition: 0, header: header('reopen'), value: Buffer.from('next') })
      expect(next.offset).toBeGreaterThan(at.offset)
    })
  })
}

/** What every event log must do, whatever is behind it. */
export const eventLogContract = (name: string, open: OpenLog): void => {
  eventLogWriterContract(name, async () => {
    const log = await open()
    return { writer: log, reader: log }
  })

  describe(`event log: ${name}`, () => {
    let log: EventLog
    beforeAll(async () => {
      log = await open()
    })
    afterAll(() => log.close())

    test('what was committed is where the next consumer of the group begins', async () => {
      const first = await collect(log, 'g-commit')
      await log.append({ partition: 0, header: header('commit'), value: Buffer.from('before') })
      await until(() => first.seen.some(record => record.value.toString() === 'before'))
      const last = first.seen.filter(record => record.partition === 0).at(-1) as Seen
      await first.consumer.commit({ partition: 0, offset: last.offset + 1 })
      await first.consumer.close()
      await log.append({ partition: 0, header: header('commit'), value: Buffer.from('after') })
      const second = await collect(log, 'g-commit')
      await until(() => second.seen.some(record => record.value.toString() === 'after'))
      expect(second.seen.filter(record => record.partition === 0).map(record => record.value.toString())).toEqual([
        'after',
      ])
      expect(Math.max(...second.generations)).toBeGreaterThan(Math.max(...first.generations))
      await second.consumer.close()
    })

    test('a consumer may begin where it likes', async () => {
      const at = await log.append({ partition: 0, header: header('choose'), value: Buffer.from('chosen') })
      const { seen, consumer } = await collect(log, 'g-choose', () => at.offset)
      await until(() => seen.some(record => record.value.toString() === 'chosen'))
      expect(seen.find(record => record.partition === 0)?.offset).toBe(at.offset)
      await consumer.close()
    })

    test('a group is set back and reads again from there, but not while somebody reads for it', async () => {
      const append = (received: number, text: string) =>
        log.append({ partition: 0, header: { ...header('set'), received }, value: Buffer.from(text) })
      const first = await append(Date.now(), 'set-first')
      const second = await append(Date.now(), 'set-second')
      const reader = await collect(log, 'g-set')
      await until(() => reader.seen.some(record => record.value.toString() === 'set-second'))
      await reader.consumer.commit({ partition: 0, offset: second.offset + 1 })
      const held = async () => (await log.positions('g-set')).find(({ partition }) => partition === 0)
      expect(await held()).toMatchObject({ committed: second.offset + 1, end: second.offset + 1 })
      await expect(log.setPosition('g-set', [first])).rejects.toMatchObject({ code: 'log.in_use' })
      expect((await held())?.committed).toBe(second.offset + 1)
      await reader.consumer.close()

      await log.setPosition('g-set', [{ partition: 0, offset: first.offset }])
      expect((await held())?.committed).toBe(first.offset)
      const again = await collect(log, 'g-set')
      await until(() => again.seen.some(record => record.value.toString() === 'set-second'))
      const texts = again.seen.filter(({ partition }) => partition === 0).map(({ value }) => value.toString())
      expect(texts).toEqual(['set-first', 'set-second'])
      await again.consumer.close()

      for (const [offset, partition, code] of [
        [second.offset + 2, 0, 'log.beyond'],
        [0, log.partitions, 'log.beyond'],
        [-1, 0, 'log.gap'],
      ] as const) {
        await expect(log.setPosition('g-set', [{ partition, offset }])).rejects.toMatchObject({ code })
      }
    })

    test('a time is a place in each partition: nothing received since is before it', async () => {
      const append = (received: number) =>
        log.append({ partition: 0, header: { ...header('time'), received }, value: Buffer.from('x') })
      const before = await append(Date.now())
      await new Promise(resolve => setTimeout(resolve, 20))
      const since = Date.now()
      const after = await append(Date.now())
      const at = (offsets: { partition: number; offset: number }[]) =>
        offsets.find(({ partition }) => partition === 0)?.offset
      expect((await log.offsetsAt(since)).map(({ partition }) => partition)).toEqual(
        Array.from({ length: log.partitions }, (_, n) => n),
      )
      expect(at(await log.offsetsAt(since))).toBe(after.offset)
      expect(at(await log.offsetsAt(0))).toBeLessThanOrEqual(before.offset)
      expect(at(await log.offsetsAt(Date.now() + 60_000))).toBe(after.offset + 1)
    })

    test('a batch that was refused comes again, nothing skipped', async () => {
      const at = await log.append({ partition: 0, header: header('again'), value: Buffer.from('again') })
      const tries: number[][] = []
      const errors: unknown[] = []
      const consumer = await log.consume({
        group: 'g-again',
        onAssigned: async ({ partition, earliest }) => (partition === 0 ? at.offset : earliest),
        onRevoked: async () => {},
        onError: error => errors.push(error),
        onBatch: async ({ partition, records }) => {
          if (partition !== 0) return
          tries.push(records.map(record => record.offset))
          if (tries.length < 3) throw new Error('not now')
        },
      })
      await until(() => tries.length >= 3)
      for (const offsets of tries.slice(0, 3)) expect(offsets[0]).toBe(at.offset)
      expect(errors.length).toBeGreaterThanOrEqual(2)
      await consumer.close()
    })

    test('the same log opened again has the same id and holds the same records', async () => {
      const at = await log.append({ partition: 0, header: header('reopen'), value: Buffer.from('kept') })
      const id = log.id
      await log.close()
      log = await open()
      expect(log.id).toBe(id)
      const { seen, consumer } = await collect(log, 'g-reopen', () => at.offset)
      await until(() => seen.some(record => record.value.toString() === 'kept'))
      await consumer.close()
    })
  })
}
