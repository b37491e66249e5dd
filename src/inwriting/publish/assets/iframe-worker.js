// A page that is opened from a folder may not start a worker, and the search needs one. This
// stands in for it: a hidden frame that runs the same script and is spoken to in the same way.
if (location.protocol === "file:") {
  // The search's own script asks for this name.
  window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      frame.title = "Search"
      this.ready = new Promise((resolve, reject) => {
        frame.addEventListener("load", () => {
          const inside = frame.contentWindow
          inside.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
          const script = inside.document.createElement("script")
          script.src = new URL(address, location.href).href
          script.addEventListener("load", () => resolve(inside))
          script.addEventListener("error", reject)
          inside.document.body.append(script)
        }, { once: true })
      })
      document.body.append(frame)
    }

    async postMessage(data) {
      const inside = await this.ready
      inside.dispatchEvent(new MessageEvent("message", { data }))
    }
  }
  window.Worker = window.IFrameWorker
}
