/** The slice of `wx` that the fake has; its types are WeChat's own. */
export type FakeWx = Pick<
  WechatMiniprogram.Wx,
  | 'request'
  | 'getStorage'
  | 'getStorageSync'
  | 'setStorage'
  | 'setStorageSync'
  | 'removeStorage'
  | 'removeStorageSync'
  | 'clearStorage'
  | 'clearStorageSync'
  | 'getStorageInfo'
  | 'getStorageInfoSync'
  | 'getDeviceInfo'
  | 'getWindowInfo'
  | 'getAppBaseInfo'
  | 'getSystemInfo'
  | 'getSystemInfoAsync'
  | 'getSystemInfoSync'
  | 'getAccountInfoSync'
  | 'getNetworkType'
  | 'onNetworkStatusChange'
  | 'offNetworkStatusChange'
  | 'onAppShow'
  | 'offAppShow'
  | 'onAppHide'
  | 'offAppHide'
  | 'onError'
  | 'offError'
  | 'onUnhandledRejection'
  | 'offUnhandledRejection'
  | 'onPageNotFound'
  | 'offPageNotFound'
  | 'getLaunchOptionsSync'
  | 'getEnterOptionsSync'
  | 'getRandomValues'
  | 'createIntersectionObserver'
  | 'setNavigationBarTitle'
  | 'navigateTo'
  | 'redirectTo'
  | 'switchTab'
  | 'reLaunch'
  | 'navigateBack'
  | 'showShareMenu'
  | 'showToast'
  | 'stopPullDownRefresh'
  | 'setTabBarBadge'
  | 'removeTabBarBadge'
  | 'nextTick'
  | 'canIUse'
>

export type ApiName = keyof FakeWx

/** What is wrong with a function: it is not there, it throws, or it never calls back. */
export type Defect = 'absent' | 'throws' | 'silent'

/** `wx` with some functions broken, as on an old base library or another host. */
export const breakApis = (wx: FakeWx, defects: Partial<Record<ApiName, Defect>>): FakeWx => {
  const broken: Record<string, unknown> = { ...wx }
  for (const [name, defect] of Object.entries(defects)) {
    if (defect === 'absent') delete broken[name]
    else if (defect === 'silent') broken[name] = (option?: object) => (option ? undefined : new Promise(() => {}))
    else {
      broken[name] = () => {
        throw new Error(`${name}:fail`)
      }
    }
  }
  return broken as FakeWx
}
