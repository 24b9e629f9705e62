import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { logsUnderTest } from './harness/logs.ts'
import { type Maidian, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('pipeline')
const logs = await logsUnderTest('pipeline')
afterAll(async () => {
  for (const { kafka } of logs) await kafka?.stop()
})

const STEPS = [{ event: 'view_item' }, { event: 'add_to_cart' }, { event: 'purchase' }]
type Funnel = { steps: { event: string; users: number }[]; sql: string }

describe.each(logs)('from an event to a funnel, on the $name log', ({ name, env }) => {
  let maidian: Maidian
  const events = () =>
    maidian.query<{ n: string }>('SELECT count() AS n FROM shop.events').then(rows => Number(rows[0]?.n))
  afterAll(async () => {
    expect(await maidian?.stop()).toBe(0)
  })

  test('it starts, and says where it is', async () => {
    maidian = await startMaidian({ data: join(folder, name), env })
    expect(maidian.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    await until('it is ready by name', async () => {
      const { ready, dependencies } = await (await fetch(`${maidian.url}/readyz`)).json()
      return ready && dependencies.log.ok && dependencies.store.ok && dependencies.processor.ok
    })
  })

  test('three visitors come a different way each; one buys', async () => {
    for (const [device, steps] of [
      ['d-1', ['view_item', 'add_to_cart', 'purchase']],
      ['d-2', ['view_item', 'add_to_cart']],
      ['d-3', ['view_item']],
    ] as const) {
      const reply = await send(maidian.url, {
        device,
        events: steps.map((event, i) => made(event, { time: Date.now() - 9000 + i })),
      })
      expect(reply.status).toBe(204)
    }
    await until('six events are stored', async () => (await events()) === 6)
    const { steps } = await maidian.ask<Funnel>('funnel', { steps: STEPS })
    expect(steps.map(({ users }) => users)).toEqual([3, 2, 1])
  })

  test('the view, the API and the list of users say the same', async () => {
    const { steps, sql } = await maidian.ask<Funnel>('funnel', { steps: STEPS })
    expect((await maidian.query(sql)).length).toBeGreaterThan(0)
    const today = new Date().toISOString().slice(0, 10)
    const day = (shift: number) => new Date(Date.parse(today) + shift * 864e5).toISOString().slice(0, 10)
    const view = await maidian.query<{ users: string }>(
      `SELECT users FROM shop.funnel(steps=['view_item','add_to_cart','purchase'], window=604800, from='${day(-2)}', to='${day(2)}')`,
    )
    expect(view.map(row => Number(row.users))).toEqual(steps.map(({ users }) => users))
    for (const [i, { users }] of steps.entries()) {
      const list = await maidian.ask<{ users: { id: string }[] }>('users', { funnel: { steps: STEPS }, step: i + 1 })
      expect(list.users).toHaveLength(users)
    }
  })

  test('a resend is no second event, and a login joins what the device did before', async () => {
    const batch = { device: 'd-9', events: [made('view_item'), made('view_item')] }
    for (let i = 0; i < 3; i++) expect((await send(maidian.url, batch)).status).toBe(204)
    await send(maidian.url, {
      device: 'd-9',
      events: [made('$identify', { user: 'u-9' }), made('add_to_cart', { user: 'u-9' })],
    })
    await until('the new events are stored', async () => (await events()) >= 10)
    expect(await events()).toBe(10)
    await until('the login is known', async () => {
      const { steps } = await maidian.ask<Funnel>('funnel', { steps: STEPS })
      return steps[0]?.users === 4 && steps[1]?.users === 3
    })
  })

  test('an event that breaks the rules is held with its reason, its neighbour is stored', async () => {
    const reply = await send(maidian.url, {
      device: 'd-1',
      events: [{ id: 'x', event: 'view_item', time: 'noon' }, made('view_item')],
    })
    expect(reply.status).toBe(200)
    expect(await reply.json()).toMatchObject({
      events: [{ index: 0, verdict: 'quarantined', reasons: [{ rule: 'event.time' }] }],
    })
    await until('both are kept', async () => {
      const [held] = await maidian.query<{ n: string }>('SELECT count() AS n FROM shop.quarantine')
      return Number(held?.n) === 1 && (await events()) === 11
    })
  })
})
