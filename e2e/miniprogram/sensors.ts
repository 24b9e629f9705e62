import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

/** An event of 神策's tracker, as far as the tests read it. */
export type SensorsEvent = { event: string; time: number; properties: Record<string, unknown> }

export type SensorsServer = {
  url: string
  events: SensorsEvent[]
  /** The names of the events so far, each with the page it was on. */
  names(): string[]
  close(): Promise<void>
}

const decoded = (text: string): unknown => JSON.parse(Buffer.from(decodeURIComponent(text), 'base64').toString('utf8'))

/** The events of a request: a list in the body, or a single one in the query. */
const eventsOf = (url: string, body: string): SensorsEvent[] => {
  const list = /(?:^|&)data_list=([^&]+)/.exec(body)?.[1]
  if (list) return decoded(list) as SensorsEvent[]
  const one = /[?&]data=([^&]+)/.exec(url)?.[1]
  return one ? [decoded(one) as SensorsEvent] : []
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

/** Receives what 神策's tracker sends. */
export const startSensorsServer = async (): Promise<SensorsServer> => {
  const events: SensorsEvent[] = []
  const server = createServer(async (request, response) => {
    const all = eventsOf(request.url ?? '', await bodyOf(request))
    // What it says of the user's profile has no name.
    events.push(...all.filter(({ event }) => event))
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sa`,
    events,
    names: () => events.map(({ event, properties }) => `${event} ${properties.$url_path ?? ''}`),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** 神策's own file, and the few lines that its manual asks for, as files of a mini-program. */
export const sensorsTracker = (url: string): Record<string, string> => ({
  'maidian.wx.js': readFileSync(createRequire(import.meta.url).resolve('sa-sdk-miniprogram'), 'utf8'),
  'tracker.js': `
    const sensors = require('./maidian.wx.js')
    sensors.setPara({
      server_url: ${JSON.stringify(url)},
      // Its six seconds would come after the five that the background leaves it.
      batch_send: { send_timeout: 200, max_length: 6 },
      autoTrack: { appLaunch: true, appShow: true, appHide: true, pageShow: true, pageShare: true, mpClick: true, mpFavorite: true, pageLeave: true },
    })
    sensors.init()`,
})
