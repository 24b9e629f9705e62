import { apiError, asyncApi } from './async-api.ts'
import type { Thread } from './thread.ts'
import type { FakeWx } from './wx-api.ts'

type InterfaceWx = Pick<
  FakeWx,
  'showShareMenu' | 'showToast' | 'stopPullDownRefresh' | 'setTabBarBadge' | 'removeTabBarBadge'
>

/** What WeChat draws around a page. Nothing is drawn here; what it refuses is refused. */
export const createInterfaceApi = (thread: Thread, onTab: () => boolean): InterfaceWx => {
  const drawn = (name: string) => asyncApi<object, object>(thread, name, () => ({}))
  const onTabBar = (name: string) =>
    asyncApi<object, object>(thread, name, () => {
      if (!onTab()) throw apiError('not TabBar page')
      return {}
    })
  return {
    showShareMenu: drawn('showShareMenu'),
    showToast: drawn('showToast'),
    stopPullDownRefresh: drawn('stopPullDownRefresh'),
    setTabBarBadge: onTabBar('setTabBarBadge'),
    removeTabBarBadge: onTabBar('removeTabBarBadge'),
  }
}
