import { bound, type CreateTracker } from './bind.ts'
import type { Host } from './host.ts'
import { createMyHost } from './hosts/my.ts'
import { createTtHost } from './hosts/tt.ts'
import { type WxLike, wxLike } from './hosts/wx-like.ts'

export * from './face.ts'
export { sceneNames } from './scenes.ts'

declare const tt: WxLike<object>
declare const swan: WxLike
declare const qq: WxLike
declare const ks: WxLike
declare const xhs: WxLike

/** The host that this runs in. WeChat last: others have a `wx`, too, so that code for it runs there. */
const hostHere = (): Host => {
  if (typeof my === 'object') return createMyHost(my)
  if (typeof tt === 'object') return createTtHost(tt)
  if (typeof swan === 'object') return wxLike('swan', swan)
  if (typeof qq === 'object') return wxLike('qq', qq)
  if (typeof ks === 'object') return wxLike('ks', ks)
  if (typeof xhs === 'object') return wxLike('xhs', xhs)
  return wxLike('wx', wx)
}

/** For apps that are built for several hosts, as with Taro and uni-app; each host's own file is smaller. */
export const createTracker: CreateTracker = bound(hostHere)
