// Browsers start no worker from a page that was opened as a file. There search runs in a hidden frame instead.
// Messages are copied and come later, as between threads; a copy is made by the window that gets it.
if (location.protocol === "file:") {
  const deliver = (to, give, data) => {
    const copy = to.structuredClone(data);
    setTimeout(() => give(new to.MessageEvent("message", { data: copy })));
  };

  window.Worker = class {
    constructor(url) {
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inside = this.frame.contentWindow;
      inside.postMessage = (data) => deliver(window, (event) => this.onmessage?.(event), data);
      const script = inside.document.createElement("script");
      script.src = new URL(url, location.href).href;
      script.onerror = (event) => this.onerror?.(event);
      script.onload = () => {
        this.postMessage = (data) => deliver(inside, (event) => inside.dispatchEvent(event), data);
        this.waiting.forEach((data) => this.postMessage(data));
      };
      inside.document.head.append(script);
    }

    postMessage(data) {
      this.waiting.push(data);
    }

    terminate() {
      this.frame.remove();
    }
  };
}
