import type { HttpRequest } from './send.ts'

type Option = Pick<WechatMiniprogram.RequestOption, 'url' | 'data' | 'header' | 'method'>

const formOf = (data: object): string =>
  Object.entries(data)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&')

const contentTypeOf = (headers: Record<string, string>): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''

/** `wx.request`'s option as HTTP: the method decides where an object goes, the content type how it is written. */
export const httpRequestOf = ({ url, data, header = {}, method = 'GET' }: Option, referer: string): HttpRequest => {
  const own = Object.entries(header as Record<string, unknown>).map(([name, value]) => [name, String(value)])
  // Last, so that it overrules the caller's: nobody can set it.
  const headers: Record<string, string> = { ...Object.fromEntries(own), referer }
  if (!contentTypeOf(headers)) headers['content-type'] = 'application/json'
  const plain = { method, headers }
  if (data === undefined || data === null) return { ...plain, url, body: null }
  if (ArrayBuffer.isView(data) || Object.prototype.toString.call(data) === '[object ArrayBuffer]') {
    return { ...plain, url, body: new Uint8Array(data as ArrayBuffer) }
  }
  if (method === 'GET') {
    const query = typeof data === 'string' ? data : formOf(data)
    return { ...plain, url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url, body: null }
  }
  if (typeof data === 'string') return { ...plain, url, body: data }
  const isForm = contentTypeOf(headers).includes('x-www-form-urlencoded')
  return { ...plain, url, body: isForm ? formOf(data) : JSON.stringify(data) }
}
