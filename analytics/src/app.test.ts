import { EngineError, type EventStore } from '@maidian/engines'
import {
  FunnelAnswer,
  LiveEvent,
  MetaEventsAnswer,
  MetaProjectsAnswer,
  PathsAnswer,
  RetentionAnswer,
  UsersAnswer,
} from '@maidian/schemas'
import { serviceError } from '@maidian/service'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAnalytics } from './app.ts'
import { startTestApp, type TestApp } from './testing/app.ts'
import { testEvent, testId } from './testing/event.ts'

const NOW = Date.UTC(2026, 10, 24, 2)
const DAY = 86_400_000
const SHOP = { name: 'shop', timezone: 'Asia/Shanghai' }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp([SHOP], NOW, { livePollMs: 50 })
  const at = (n: number, name: string, days: number, over = {}) =>
    testEvent(n, { name, ts: NOW - days * DAY, received: NOW - days * DAY, device: `d-${n % 3}`, ...over })
  await app.server.load('shop', {
    events: [
      at(0, 'view', 10),
      at(1, 'view', 10, { user: 'u-1', verdict: 'flagged' }),
      at(2, 'view', 10, { received: NOW - 8 * DAY }),
      at(3, 'buy', 9),
      at(4, 'buy', 9, { user: 'u-1' }),
      at(5, 'view', 1),
      at(6, 'view', 40),
      at(7, 'buy', 9, { env: 'test', device: 'd-2' }),
    ],
  })
  const raw = JSON.stringify({ device: 'd-9', events: [{ event: 'bad', props: { n: 1 } }] })
  const quarantined = (n: number, name: string) => ({
    event_id: testId(n),
    name,
    ts: NOW - 3 * DAY,
    received: NOW - 3 * DAY,
    source: 'web',
    sdk: '',
    app_version: '',
    raw,
    header: '',
    reasons: ['event.id'],
    plan: '',
    debug: '',
    log_id: 'log-a',
    log_partition: 0,
    log_offset: n,
    log_index: 0,
  })
  // The last one was replayed since: it is in `events` under its old id.
  const rows = [quarantined(100, 'view'), quarantined(101, 'other'), quarantined(0, 'view')]
  await app.server.store.insert({ project: 'shop', table: 'quarantine', rows })
})
afterAll(() => app.close())

const steps = [{ event: 'view' }, { event: 'buy' }]

describe('answers', () => {
  test('are those of the contract, by its defaults: 30 days, 7 days of window, the only project', async () => {
    const answer = FunnelAnswer.parse(await app.ask('funnel', { steps }))
    expect(answer.steps.map(step => step.users)).toEqual([3, 2])
    expect(answer.steps[1]).toMatchObject({ conversion: 2 / 3, conversion_from_previous: 2 / 3, mean_s: 86_400 })
    expect(answer.quality).toEqual({ quarantined: 1, flagged: 1, late: 1, immature: 0 })
    PathsAnswer.parse(await app.ask('paths', { nodes: ['event'] }))
    const { rows } = RetentionAnswer.parse(await app.ask('retention', { return: { event: 'buy' }, intervals: 2 }))
    expect(rows).toHaveLength(31)
    expect(rows.find(row => row.start === '2026-11-14')?.values).toEqual([3, 2])
  })

  test('compare with the range just before, or with another', async () => {
    const asked = { steps, from: '2026-11-13', to: '2026-11-23' }
    const before = { from: '2026-11-02', to: '2026-11-12' }
    const users = async (compare: unknown) => {
      const answer = FunnelAnswer.parse(await app.ask('funnel', { ...asked, compare, breakdown: { by: ['$browser'] } }))
      return [answer.steps, answer.compare?.steps ?? []].map(told => told.map(step => step.users))
    }
    expect(await users('previous')).toEqual([
      [3, 2],
      [0, 0],
    ])
    expect(await users({ from: '2026-11-10', to: '2026-11-14' })).toEqual([
      [3, 2],
      [3, 2],
    ])
    const { compare } = await app.ask<FunnelAnswer>('funnel', { ...asked, compare: before, mature_only: true })
    expect(compare?.steps[0]?.users).toBe(0)
  })

  test('of nobody are zeros', async () => {
    const question = { steps, from: '2030-01-01', to: '2030-01-02', breakdown: { by: ['$browser'] } }
    const answer = FunnelAnswer.parse(await app.ask('funnel', question))
    expect(answer.steps.map(step => [step.users, step.conversion, step.median_s])).toEqual([
      [0, 0, null],
      [0, 0, null],
    ])
    expect(answer.breakdown).toEqual([])
  })

  test('users page by their keys, and the count of a step is the length of its list', async () => {
    const page = async (cursor?: string) =>
      UsersAnswer.parse(await app.ask('users', { funnel: { steps }, step: 1, limit: 2, ...(cursor && { cursor }) }))
    const first = await page()
    const second = await page(first.next ?? '')
    expect(second.next).toBe(null)
    expect([...first.users, ...second.users].map(user => user.id).sort()).toEqual(['d-0', 'd-2', 'u-1'])
    const dropped = UsersAnswer.parse(await app.ask('users', { funnel: { steps }, step: 2, dropped: true }))
    expect(dropped.users.map(user => user.id)).toEqual(['d-2'])
  })

  test('a filter of many long values is answered, too', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `订单 ${n} 订单订单订单`)
    const { steps: told } = await app.ask<FunnelAnswer>('funnel', { steps, where: { x: { not: many } } })
    expect(told[0]?.users).toBe(3)
  })
})

describe('a wrong question', () => {
  const wrong: [string, object, string][] = [
    ['an unknown key', { steps, windows: '7d' }, 'windows'],
    ['an unknown key of a step', { steps: [{ event: 'a', wher: {} }] }, 'steps[0].wher'],
    ['a misspelt operator', { steps: [{ event: 'a', where: { price: { above: 3 } } }] }, 'steps[0].where.price.above'],
    ['a bound that is none', { steps: [{ event: 'a', where: { price: { gt: true } } }] }, 'steps[0].where.price.gt'],
    ['a value that is none', { steps: [{ event: 'a', where: { price: null } }] }, 'steps[0].where.price'],
    ['a wrong value in any_of', { steps: [{ any_of: [{ event: 'a' }, { event: 3 }] }] }, 'steps[0].any_of[1].event'],
    ['a nested filter', { steps, where: { any: [{ x: 1 }, { y: { in: [] } }] } }, 'where.any[1].y.in'],
    ['a base column', { steps, where: { $nothing: 1 } }, 'where.$nothing'],
    ['a breakdown by one', { steps, breakdown: { by: ['x', '$nothing'] } }, 'breakdown.by[1]'],
    ['no steps', { steps: [] }, 'steps'],
    ['no steps at all', {}, 'steps'],
    ['a window', { steps, window: 'soon' }, 'window'],
    ['a time zone', { steps, tz: 'Asia/Nowhere' }, 'tz'],
    ['a date that is none', { steps, to: '2026-02-31' }, 'to'],
    ['a range that ends before it begins', { steps, from: '2026-11-02', to: '2026-11-01' }, 'from'],
    ['a project', { steps, project: 'other' }, 'project'],
    ['an order', { steps, order: 'random' }, 'order'],
    ['a first step that may be skipped', { steps: [{ event: 'a', optional: true }] }, 'steps[0].optional'],
    [
      'an optional step in no order',
      { steps: [...steps, { event: 'c', optional: true }], order: 'unordered' },
      'steps[2].optional',
    ],
    ['too many that share', { steps: Array(13).fill({ event: 'a' }), order: 'unordered' }, 'steps'],
    ['an exclusion after the last', { steps, exclude: [{ event: 'x', to_step: 3 }] }, 'exclude[0].to_step'],
    ['an exclusion of none', { steps, exclude: [{ event: 'x', from_step: 2 }] }, 'exclude[0].from_step'],
    [
      'an exclusion between steps in no order',
      { steps, order: 'unordered', exclude: [{ event: 'x', from_step: 1 }] },
      'exclude[0].from_step',
    ],
    ['an excluded property', { steps, exclude: [{ event: 'x', where: { $y: 1 } }] }, 'exclude[0].where.$y'],
    ['what must be the same', { steps, same: ['$nothing'] }, 'same[0]'],
    ['a step to attribute to', { steps, breakdown: { by: ['x'], attribution: 'step:3' } }, 'breakdown.attribution'],
    [
      'a step to attribute to in no order',
      { steps, order: 'unordered', breakdown: { by: ['x'], attribution: 'step:1' } },
      'breakdown.attribution',
    ],
    ['too many periods', { steps, interval: 'hour', from: '-90d' }, 'interval'],
    ['a step to convert to', { steps, time_to_convert: { from_step: 1, to_step: 3 } }, 'time_to_convert.to_step'],
    ['a step to convert from', { steps, time_to_convert: { from_step: 2, to_step: 2 } }, 'time_to_convert.from_step'],
    ['a range to compare with', { steps, compare: { from: '2026-11-02', to: '2026-11-01' } }, 'compare.from'],
  ]
  test.each(wrong)('is refused by the path of %s', async (_title, question, path) => {
    const { status, body } = await app.post('funnel', question)
    expect(body).toMatchObject({ error: { code: 'question.invalid', path } })
    expect(status).toBe(400)
  })

  test.each([
    ['step', { funnel: { steps }, step: 3 }],
    ['funnel.steps[0].event', { funnel: { steps: [{ event: 3 }] }, step: 1 }],
    ['funnel.where.$x', { funnel: { steps, where: { $x: 1 } }, step: 1 }],
    ['cursor', { funnel: { steps }, step: 1, cursor: '99999999999999999999' }],
    ['value', { funnel: { steps }, step: 1, value: ['x'] }],
    ['row', { retention: {}, row: '2026-01-01', k: 1 }],
    ['k', { retention: {}, row: '2026-11-24', k: 1 }],
    ['retention.start.where.$y', { retention: { start: { event: 'a', where: { $y: 1 } } }, row: '2026-11-24', k: 0 }],
    ['paths.where.$y', { paths: { where: { $y: 1 } }, edge: ['1_/', '2_/a'] }],
    ['funnel.exclude[0].from_step', { funnel: { steps, exclude: [{ event: 'x', from_step: 2 }] }, step: 1 }],
  ])('about users is refused by the path %s', async (path, question) => {
    expect(await app.post('users', question)).toMatchObject({ status: 400, body: { error: { path } } })
  })

  test('that is no JSON is refused in the same shape', async () => {
    const headers = { 'content-type': 'application/json' }
    const reply = await app.app.inject({ method: 'POST', url: '/api/v1/query/funnel', headers, payload: '{' })
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ error: { code: 'request.invalid' } })
  })
})

test.each([
  ['funnel', 'users.all[0].profile', { steps, users: { all: [{ profile: { level: 'gold' } }] } }],
  [
    'trend',
    'users.any[0].none[0].segment',
    { series: [{ event: 'a' }], users: { any: [{ none: [{ segment: 'x' }] }] } },
  ],
])('what is not built says so: %s %s', async (name, path, question) => {
  const { status, body } = await app.post(name, question)
  expect(body).toMatchObject({ error: { code: 'question.not_built', path } })
  expect(status).toBe(501)
})

describe('who is asked about', () => {
  const did = (event: string, rest = {}) => ({ did: { event }, ...rest })
  const users = async (condition: object): Promise<string[]> =>
    UsersAnswer.parse(await app.ask('users', { users: condition, from: '-60d' }))
      .users.map(user => user.id)
      .sort()

  test.each([
    [{ all: [did('buy')] }, ['d-0', 'u-1']],
    [{ none: [did('buy')] }, ['d-2']],
    [{ all: [did('view', { last: '2d' })], none: [did('buy')] }, ['d-2']],
    [{ all: [did('view', { times: { gte: 2 } })] }, ['d-0', 'd-2']],
    [{ all: [did('view', { times: { eq: 1 } })] }, ['u-1']],
    [{ all: [did('buy', { times: { eq: 0 } })] }, ['d-2']],
    [{ all: [did('view', { last: '20d', times: { lte: 1 } })] }, ['d-0', 'u-1']],
    [
      { any: [did('view', { last: '2d' }), { all: [did('buy'), { none: [did('view', { last: '2d' })] }] }] },
      ['d-0', 'd-2', 'u-1'],
    ],
    [{ all: [{ did: { event: 'view', where: { $browser: "'" } } }] }, []],
  ])('%j', async (condition, expected) => {
    expect(await users(condition)).toEqual(expected)
  })

  test('counts in every question, and its list is as long', async () => {
    const condition = { none: [did('buy')] }
    const answer = await app.ask<FunnelAnswer>('funnel', { steps, users: condition })
    expect(answer.steps.map(step => step.users)).toEqual([1, 0])
    const { users: list } = await app.ask<UsersAnswer>('users', { funnel: { steps, users: condition }, step: 1 })
    expect(list.map(user => user.id)).toEqual(['d-2'])
    expect((await app.server.analyst.query({ sql: answer.sql })).length).toBe(2)
  })

  test('is refused by the path of what is wrong', async () => {
    const wrong = { all: [{ any: [did('a', { times: {} })] }] }
    const reply = await app.post('users', { funnel: { steps, users: wrong }, step: 1 })
    expect(reply).toMatchObject({ status: 400, body: { error: { path: 'funnel.users.all[0].any[0].times' } } })
  })
})

test('projects come with their time zones', async () => {
  const { projects } = MetaProjectsAnswer.parse((await app.app.inject('/api/v1/meta/projects')).json())
  expect(projects).toContainEqual({ name: 'shop', timezone: expect.any(String) })
})

test('names of events come with their counts', async () => {
  const reply = await app.app.inject('/api/v1/meta/events?project=shop')
  expect(MetaEventsAnswer.parse(reply.json()).events).toEqual([
    { name: 'view', count: 4, last_seen: new Date(NOW - DAY).toISOString() },
    { name: 'buy', count: 3, last_seen: new Date(NOW - 9 * DAY).toISOString() },
  ])
  const names = async (query: string) =>
    MetaEventsAnswer.parse((await app.app.inject(`/api/v1/meta/events?project=shop&${query}`)).json()).events.map(
      e => e.name,
    )
  expect(await names('from=-3d')).toEqual(['view'])
  expect(await names('to=2000-01-01&from=1970-01-01')).toEqual([])
  expect((await app.app.inject('/api/v1/meta/events?project=shop&from=soon')).json().error.path).toBe('from')
  expect((await app.app.inject('/api/v1/meta/events?project=other')).statusCode).toBe(400)
})

test('the OpenAPI document refers to nothing that it does not hold', async () => {
  const document = (await app.app.inject('/api/v1/openapi.json')).json() as {
    components: { schemas: object }
    openapi: string
  }
  expect(document.openapi).toBe('3.1.0')
  const refs = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
  for (const ref of new Set(refs)) {
    const path = ref.slice(8, -1).split('/')
    expect(path.shift(), ref).toBe('#')
    expect(
      path.reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document),
      ref,
    ).toBeDefined()
  }
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(['FunnelQuestion', 'Filter', 'LiveEvent']),
  )
})

test('live tells each event once, quarantined ones too, and ends with its listener', async () => {
  const url = await app.app.listen({ host: '127.0.0.1', port: 0 })
  const gone = new AbortController()
  const reply = await fetch(`${url}/api/v1/live?project=shop`, { signal: gone.signal })
  expect(reply.headers.get('content-type')).toBe('text/event-stream')
  const rows = [201, 202].map(n => testEvent(n, { ts: NOW, received: NOW + n, props: { colour: '红' } }))
  await app.server.store.insert({ project: 'shop', table: 'events', rows: rows.slice(0, 1) })
  const raw = JSON.stringify({ device: 'd-9', events: [{ event: 'bad', props: { n: 1 } }] })
  const quarantine = {
    event_id: testId(203),
    name: 'bad',
    ts: NOW,
    received: NOW + 203,
    source: 'web',
    sdk: '',
    app_version: '',
    raw,
    header: '',
    reasons: ['x'],
    plan: '',
    debug: '',
    log_id: 'log-a',
    log_partition: 0,
    log_offset: 203,
    log_index: 0,
  }
  const told: LiveEvent[] = []
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    told.splice(
      0,
      told.length,
      ...[...text.matchAll(/^data: (.*)$/gm)].map(match => LiveEvent.parse(JSON.parse(match[1] ?? ''))),
    )
    if (told.length === 1 && rows.length === 2) {
      await app.server.store.insert({ project: 'shop', table: 'events', rows: rows.splice(1, 1) })
      await app.server.store.insert({ project: 'shop', table: 'quarantine', rows: [quarantine] })
    }
    if (told.length === 3) break
  }
  gone.abort()
  expect(told.map(event => [event.event_id, event.verdict]).sort()).toEqual([
    [testId(201), 'accepted'],
    [testId(202), 'accepted'],
    [testId(203), 'quarantined'],
  ])
  expect(told.find(event => event.name === 'bad')).toMatchObject({
    device: 'd-9',
    props: { n: '1' },
    reasons: ['x'],
  })
})

describe('trouble of the store', () => {
  const failing = (fail: EventStore['query']): EventStore => ({ ...app.server.store, query: fail })
  const ask = async (store: EventStore, caps?: { seconds: number; bytes: number }) => {
    const own = Fastify()
    await own.register(createAnalytics({ store, projects: () => [SHOP], now: () => NOW, ...(caps && { caps }) }))
    const reply = await own.inject({ method: 'POST', url: '/api/v1/query/funnel', payload: { steps } })
    await own.close()
    return { status: reply.statusCode, text: reply.body }
  }

  test('that it does not answer is told without its text', async () => {
    const { status, text } = await ask(
      failing(() => Promise.reject(new EngineError('store.unavailable', 'SELECT secret'))),
    )
    expect(status).toBe(503)
    expect(text).toContain('store.unavailable')
    expect(text).not.toContain('secret')
  })

  test('a mistake of ours is told without SQL or stack', async () => {
    for (const error of [new EngineError('store.refused', 'near SELECT'), new TypeError('near SELECT')]) {
      const { status, text } = await ask(failing(() => Promise.reject(error)))
      expect(status).toBe(500)
      expect(text).toContain('"server.failed"')
      expect(text).not.toContain('SELECT')
    }
  })

  test('what a guard around it refuses keeps its status', async () => {
    const own = Fastify()
    own.addHook('onRequest', async () => {
      throw serviceError('token.wrong')
    })
    await own.register(createAnalytics({ store: app.server.store, projects: () => [SHOP] }))
    const reply = await own.inject({ method: 'POST', url: '/api/v1/query/funnel', payload: { steps } })
    await own.close()
    expect([reply.statusCode, reply.json().error.code]).toEqual([401, 'token.wrong'])
  })

  test('a question that takes too long says so', async () => {
    const cause = Object.assign(new Error('Timeout exceeded: SELECT'), { code: '159' })
    const { status, text } = await ask(
      failing(() => Promise.reject(new EngineError('store.unavailable', cause.message, { cause }))),
    )
    expect(text).toContain('question.too_slow')
    expect(text).not.toContain('SELECT')
    expect(status).toBe(422)
  })

  test('a question that needs too much memory says so', async () => {
    const { status, text } = await ask(app.server.store, { seconds: 10, bytes: 1000 })
    expect(text).toContain('question.too_large')
    expect(status).toBe(422)
  })

  test('a question whose asker goes away is ended', async () => {
    let aborted: () => void = () => {}
    const ended = new Promise<void>(resolve => {
      aborted = resolve
    })
    const slow = failing(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            aborted()
            reject(new EngineError('store.unavailable', 'aborted'))
          })
        }),
    )
    const own = Fastify()
    await own.register(createAnalytics({ store: slow, projects: () => [SHOP], now: () => NOW }))
    const url = await own.listen({ host: '127.0.0.1', port: 0 })
    const gone = new AbortController()
    const asked = fetch(`${url}/api/v1/query/funnel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ steps }),
      signal: gone.signal,
    })
    setTimeout(() => gone.abort(), 100)
    await expect(asked).rejects.toThrow()
    await ended
    await own.close()
  })
})

test('live follows one debug id alone', async () => {
  const url = await app.app.listen({ host: '127.0.0.1', port: 0 }).catch(() => app.app.listeningOrigin)
  const gone = new AbortController()
  const reply = await fetch(`${url}/api/v1/live?project=shop&debug=a1b2`, { signal: gone.signal })
  const rows = [301, 302].map(n =>
    testEvent(n, { ts: NOW, received: NOW + n, debug: n === 301 ? 'other' : 'a1b2', props: {} }),
  )
  await app.server.store.insert({ project: 'shop', table: 'events', rows })
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    if (text.includes(testId(302))) break
  }
  gone.abort()
  expect(text).not.toContain(testId(301))
})
