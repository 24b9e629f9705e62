const KEY = 'maidian.token'

/** The admin token, for as long as the tab is open. */
export const createTokenStore = (storage: Pick<Storage, 'getItem' | 'setItem'>) => ({
  read: (): string | null => storage.getItem(KEY),
  write: (token: string): void => storage.setItem(KEY, token),
})

export type TokenStore = ReturnType<typeof createTokenStore>
