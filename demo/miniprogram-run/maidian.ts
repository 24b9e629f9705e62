/** Something that whoever runs the demo can mend: its message says what to do. */
export class DemoError extends Error {}

/** A running Maidian as the demo asks it. */
export type RunningMaidian = {
  url: string
  /** Throws a DemoError where the answer is none, or none that helps. */
  ask(path: string, init?: RequestInit): Promise<Response>
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const HOW =
  'Start one with `npm start`, or say where it listens: npm run demo:miniprogram -- --url http://127.0.0.1:PORT'

const checked = (url: string): string => {
  if (!URL.canParse(url)) throw new DemoError(`${url} is no url. ${HOW}`)
  const { hostname, origin } = new URL(url)
  // The test host lets nothing else through.
  if (!LOOPBACK.includes(hostname))
    throw new DemoError(`The test host reaches this machine alone, not ${hostname}. ${HOW}`)
  return origin
}

/** `token`: the MAIDIAN_ADMIN_TOKEN of a Maidian that asks for one. */
export const findMaidian = async (at: string, token?: string): Promise<RunningMaidian> => {
  const url = checked(at)
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) }
    const response = await fetch(`${url}${path}`, { ...init, headers }).catch(() => {
      throw new DemoError(`No Maidian answers at ${url}. ${HOW}`)
    })
    if (!response.ok) throw new DemoError(`${url}${path} answers ${response.status}: ${await response.text()}`)
    return response
  }
  await ask('/readyz')
  return { url, ask }
}
