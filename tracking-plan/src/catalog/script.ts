/**
 * The script of the catalog: language, search, filters, copy. The pages say everything without it. Plain and small,
 * since it runs as it stands, from a file or from a server.
 */
export const SCRIPT = `(() => {
  const root = document.documentElement
  const remembered = () => { try { return localStorage.getItem('maidian.language') } catch { return null } }
  const show = language => { root.className = language; root.lang = language }
  show(remembered() || (navigator.language.startsWith('zh') ? 'zh' : 'en'))
  document.addEventListener('click', event => {
    const button = event.target.closest('button')
    if (!button) return
    if ('language' in button.dataset) {
      show(root.className === 'zh' ? 'en' : 'zh')
      try { localStorage.setItem('maidian.language', root.className) } catch {}
    }
    if (button.dataset.copy) {
      const code = document.getElementById(button.dataset.copy)
      const done = () => { button.classList.add('copied'); button.textContent = '✓' }
      if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(done, () => getSelection().selectAllChildren(code))
      else getSelection().selectAllChildren(code)
    }
  })
  const filter = () => {
    const find = document.querySelector('[data-find]')
    if (!find) return
    const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean)
    const wanted = [...document.querySelectorAll('[data-filter]')].filter(one => one.value)
    let shown = 0
    for (const row of document.querySelectorAll('[data-search]')) {
      const hit = words.every(word => row.dataset.search.includes(word)) &&
        wanted.every(one => (row.dataset[one.dataset.filter] || '').split(' ').includes(one.value))
      row.hidden = !hit
      if (hit) shown++
    }
    for (const section of document.querySelectorAll('section')) section.hidden = !section.querySelector('[data-search]:not([hidden])')
    document.querySelector('.none').hidden = shown > 0
  }
  document.addEventListener('input', filter)
  document.addEventListener('submit', event => event.preventDefault())
})()
`
