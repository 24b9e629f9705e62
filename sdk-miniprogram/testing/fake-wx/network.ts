import { httpRequestOf } from './request-body.ts'
import type { HttpAnswer, Send } from './send.ts'
import type { Thread } from './thread.ts'
import type { Time } from './time.ts'
import type { FakeWx } from './wx-api.ts'

/** `silent`: requests leave and nothing ever comes back. */
export type Reach = 'up' | 'down' | 'silent'

export type NetworkOptions = {
  /** What happens to the 11th parallel request; it is told both ways. */
  eleventh: 'queues' | 'fails'
  /** Whether a request may start in the background: within the 5 s before all are interrupted, or never. */
  background: 'first 5 s' | 'never'
}

/** The requests of one process. */
export type Network = {
  request: FakeWx['request']
  /** From here on nothing starts. */
  toBackground(): void
  /** 5 s later: what is unfinished fails. */
  interrupt(): void
  toForeground(): void
  /** Requests that are on their way to a server that may answer at once. */
  underway(): number
  /** Lets go of the sockets. */
  close(): void
}

type Job = {
  option: WechatMiniprogram.RequestOption
  settled: boolean
  abort: AbortController
  cancelTimeout: () => void
}

const PARALLEL = 10
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const DEFAULT_TIMEOUT = 60_000

const FAILURES = {
  domain: { errMsg: 'request:fail url not in domain list', errno: 600_002 },
  interrupted: { errMsg: 'request:fail interrupted', errno: 600_003 },
  timeout: { errMsg: 'request:fail timeout', errno: 5 },
  abort: { errMsg: 'request:fail abort', errno: 600_000 },
  offline: {
    errMsg: 'request:fail errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED',
    errno: 600_001,
  },
  broken: {
    errMsg: 'request:fail errcode:-102 cronet_error_code:-102 error_msg:net::ERR_CONNECTION_REFUSED',
    errno: 600_001,
  },
  parallel: { errMsg: 'request:fail exceed max concurrent request limit of 10', errno: 600_000 },
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).hostname
  } catch {
    return ''
  }
}

const dataOf = (
  { body }: HttpAnswer,
  { dataType = 'json', responseType }: WechatMiniprogram.RequestOption,
): unknown => {
  if (responseType === 'arraybuffer') return new TextEncoder().encode(body).buffer
  if (dataType !== 'json') return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

export const createNetwork = (around: {
  thread: Thread
  time: Time
  send: Send
  appId: string
  options: NetworkOptions
  reach: () => Reach
  /** Told of each url that is not on this machine. */
  refused: (url: string) => void
}): Network => {
  const { thread, time, send, options, reach } = around
  const running = new Set<Job>()
  let queue: Job[] = []
  let underway = 0
  let closed = false

  const settle = (job: Job, callback: 'success' | 'fail', result: object): void => {
    if (job.settled) return
    job.settled = true
    job.cancelTimeout()
    running.delete(job)
    queue = queue.filter(other => other !== job)
    thread.post(() => job.option[callback]?.(result as never))
    thread.post(() => job.option.complete?.(result as never))
    const next = queue.shift()
    if (next) start(next)
  }
  const fail = (job: Job, why: keyof typeof FAILURES): void => settle(job, 'fail', FAILURES[why])

  const exchange = async (job: Job): Promise<void> => {
    const referer = `https://servicewechat.com/${around.appId}/0/page-frame.html`
    try {
      const answer = await send(httpRequestOf(job.option, referer), job.abort.signal)
      const { status, headers } = answer
      settle(job, 'success', {
        statusCode: status,
        header: headers,
        cookies: [],
        data: dataOf(answer, job.option),
        errMsg: 'request:ok',
      })
    } catch {
      fail(job, 'broken')
    }
  }
  const start = (job: Job): void => {
    running.add(job)
    if (reach() === 'silent') return
    if (reach() === 'down') {
      fail(job, 'offline')
      return
    }
    underway++
    void exchange(job).finally(() => underway--)
  }
  /** Why a request that would begin now does not. */
  const obstacle = (url: string): keyof typeof FAILURES | undefined => {
    if (!LOOPBACK.includes(hostOf(url))) {
      around.refused(url)
      return 'domain'
    }
    if (closed) return 'interrupted'
    if (running.size >= PARALLEL && options.eleventh === 'fails') return 'parallel'
  }

  return {
    request: option => {
      const job: Job = {
        option: option as WechatMiniprogram.RequestOption,
        settled: false,
        abort: new AbortController(),
        cancelTimeout: () => {},
      }
      job.cancelTimeout = time.after(option.timeout ?? DEFAULT_TIMEOUT, () => fail(job, 'timeout'))
      const why = obstacle(option.url)
      // A caller never hears of a failure before it has its task.
      if (why) void Promise.resolve().then(() => fail(job, why))
      else if (running.size >= PARALLEL) queue.push(job)
      else start(job)
      return {
        abort: () => {
          fail(job, 'abort')
          job.abort.abort()
        },
        onHeadersReceived: () => {},
        offHeadersReceived: () => {},
        onChunkReceived: () => {},
        offChunkReceived: () => {},
      }
    },
    toBackground: () => {
      closed = options.background === 'never'
    },
    interrupt: () => {
      closed = true
      for (const job of [...queue, ...running]) fail(job, 'interrupted')
    },
    toForeground: () => {
      closed = false
    },
    underway: () => underway,
    close: () => {
      for (const job of running) job.abort.abort()
    },
  }
}
