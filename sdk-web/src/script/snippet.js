// For the page's head, before anything that tracks; with a strict content security policy as a file of its own.
// Calls wait here, with their time and page, until the script has loaded: `data-src` says where it is.
const waiting = []
const maidian = { q: waiting }
const names = 'init track identify reset register registerOnce unregister registerPage consent flush debug'
for (const name of names.split(' ')) {
  maidian[name] = (...args) => waiting.push([name, args, Date.now(), location.href, document.title])
}
window.maidian = maidian
const script = document.createElement('script')
script.async = true
script.src = document.currentScript?.dataset.src ?? '/maidian.js'
document.head.appendChild(script)
