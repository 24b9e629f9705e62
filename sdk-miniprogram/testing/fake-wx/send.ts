/** A request as it goes over the wire. */
export type HttpRequest = {
  url: string
  method: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer> | null
}

export type HttpAnswer = { status: number; headers: Record<string, string>; body: string }

/** Does the request for real; rejects when there is no answer. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>
