"use client";
// React component for <open-ticket>. It listens with `addEventListener`: with server rendering, React does
// not attach listeners that are props of a custom element (React 19.3).
import { createElement, useEffect, useImperativeHandle, useRef } from "react";
import { define } from "./index.js";

const EVENTS = {
  onReady: "open-ticket-ready",
  onSubmit: "open-ticket-submit",
  onProgress: "open-ticket-progress",
  onOpened: "open-ticket-opened",
  onRefused: "open-ticket-refused",
  onFailed: "open-ticket-failed",
  onDraft: "open-ticket-draft",
  onToken: "open-ticket-token",
};

export function OpenTicket({ ref, ...props }) {
  const element = useRef(null);
  const latest = useRef(props);
  useImperativeHandle(ref, () => element.current, []);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const controller = new AbortController();
    for (const [name, type] of Object.entries(EVENTS)) {
      const listener = (event) => latest.current[name]?.(event.detail, event);
      element.current.addEventListener(type, listener, { signal: controller.signal });
    }
    // The form starts once the listeners are attached, so that they receive all events.
    define();
    return () => controller.abort();
  }, []);
  const attributes = Object.entries(props).filter(([name]) => !(name in EVENTS));
  return createElement("open-ticket", { ...Object.fromEntries(attributes), ref: element });
}
