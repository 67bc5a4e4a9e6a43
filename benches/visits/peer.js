// Common libraries for the same features: an editor with a preview, and a drop zone with a list.
import Uppy from "@uppy/core";
import Dashboard from "@uppy/dashboard";
import XHRUpload from "@uppy/xhr-upload";
import EasyMDE from "easymde";

new EasyMDE({ element: document.querySelector("textarea"), autoDownloadFontAwesome: false });
new Uppy()
  .use(Dashboard, { inline: true, target: "#files" })
  .use(XHRUpload, { endpoint: "/upload" });
