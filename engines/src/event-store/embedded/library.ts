/** The package that holds ClickHouse for this platform, and the file in it. */
export const embeddedLibrary = (): string => {
  const libc = process.platform === 'linux' ? '-gnu' : ''
  return `@chdb/lib-${process.platform}-${process.arch}${libc}/libchdb.so`
}
