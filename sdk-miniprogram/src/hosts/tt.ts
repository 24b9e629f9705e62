import type { Host } from '../host.ts'
import { type Body, type WxLike, wxLike } from './wx-like.ts'

/** Douyin documents no text as a request's data: it makes JSON of an object itself. */
const AS_OBJECT: Body<object> = { type: 'application/json', dataOf: json => JSON.parse(json) as object }

export const createTtHost = (api: WxLike<object>): Host => wxLike('tt', api, AS_OBJECT)
