/** The bookmark that sends the page that is open to this one. */

/** What a bookmark must hold to send the page that is open to this one. Pure. @param {string} home */
export function bookmark(home) {
  return `javascript:void(location.href=${JSON.stringify(`${home}?url=`)}+encodeURIComponent(location.href))`;
}
