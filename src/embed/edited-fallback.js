// Edited controls in the page's fallback content.

/** Returns `true` if the user has changed a control. */
function isEdited({ type, options, files, value, defaultValue, checked, defaultChecked }) {
  if (options) {
    const defaultIndex = [...options].findIndex((option) => option.defaultSelected);
    return type === "select-one" && !options[Math.max(defaultIndex, 0)]?.selected;
  }
  if (type === "checkbox" || type === "radio") return checked !== defaultChecked;
  return files ? files.length > 0 : value !== defaultValue;
}

/** Returns `true` if the user has changed a control of an element's fallback content. */
export function hasEditedControl(element) {
  const controls = element.querySelectorAll(
    ":is(input:not([type=hidden]), select, textarea):not([slot], [slot] *)",
  );
  return [...controls].some(isEdited);
}
