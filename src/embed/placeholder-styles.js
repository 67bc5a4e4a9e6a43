// Styles of the placeholder, with the message of a form that cannot be loaded.

/** Written without spaces: no tool minifies it. */
export const CSS = `
:host{display:block}
:host([hidden]),.placeholder[hidden],.placeholder [hidden]{display:none}
.placeholder,.placeholder :is(div,label){display:grid;grid:auto/100%;gap:1em;align-content:start}
.placeholder{min-height:6em}
.placeholder p{margin:0}
.placeholder *{box-sizing:border-box;max-width:100%}
.placeholder :is(div,button){justify-self:start}
.placeholder :is(.error,button,textarea){padding:1em;border:1px solid;border-radius:10px}
.placeholder :is(button,textarea){font:inherit;color:inherit;background:none}
.placeholder textarea{width:40em}
`;
