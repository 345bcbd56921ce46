// Small conveniences; every page works without them.
"use strict";

// Print buttons.
document.addEventListener("click", e => { if (e.target.closest("[data-print]")) window.print(); });

// What is asked for in place and does not come says so.
for (const failure of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(failure, e => {
  const said = document.createElement("strong");
  said.textContent = " 没有成功，请重新打开本页再试";
  e.detail.target.append(said);
});

// What is typed is kept by itself: on the server when it can be reached, on this device when it cannot.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const sign = form.querySelector(".saved");
  // A PC has several people; what one typed is nobody else's.
  const local = "draft:" + document.body.dataset.person + ":" + form.dataset.draft;
  let timer = 0, sending = false;
  const say = text => { if (sign) sign.textContent = text; };
  const fields = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data.entries()]) if (value instanceof File || name === "commandId") data.delete(name);
    return data;
  };
  const save = async () => {
    const body = new URLSearchParams();
    for (const [name, value] of fields()) body.append(name, value);
    try {
      const answer = await fetch("/Drafts?key=" + encodeURIComponent(form.dataset.draft) + "&form=" + encodeURIComponent(form.dataset.form), { method: "POST", body });
      if (!answer.ok) throw new Error();
      localStorage.removeItem(local);
      say("已保存草稿 " + new Date().toTimeString().slice(0, 5));
    } catch {
      if (sending) return;
      localStorage.setItem(local, body.toString());
      say("网络不通，草稿暂存在本机，联网后自动保存");
      timer = setTimeout(save, 15000);
    }
  };
  const fill = typed => {
    for (const [name, value] of new URLSearchParams(typed)) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
        else if (field.type !== "hidden" && field.type !== "file") field.value = value;
      }
    }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
  const kept = localStorage.getItem(local);
  if (kept) {
    fill(kept);
    save();
  }
  // Sent without a connection: kept on this device with its command's id, and sent when the connection is back; the id makes it count once.
  const pending = "pending:" + document.body.dataset.person + ":" + form.dataset.draft;
  const command = form.querySelector("[name=commandId]");
  if (form.hasAttribute("data-offline")) {
    if (document.querySelector(".problem")) localStorage.removeItem(pending);
    const waiting = localStorage.getItem(pending);
    if (waiting) {
      fill(waiting);
      command.value = new URLSearchParams(waiting).get("commandId");
      if (navigator.onLine) setTimeout(() => form.requestSubmit(), 0);
    }
    addEventListener("online", () => { if (localStorage.getItem(pending)) form.requestSubmit(); });
  }
  form.addEventListener("submit", e => {
    if (form.hasAttribute("data-offline") && e.submitter?.name !== "_drop") {
      const body = new URLSearchParams(fields());
      body.set("commandId", command.value);
      localStorage.setItem(pending, body.toString());
      if (!navigator.onLine) {
        e.preventDefault();
        say("网络不通，已存在本机，联网后自动提交一次；照片请联网后再补");
        return;
      }
    }
    clearTimeout(timer);
    sending = true;
    if (navigator.onLine) localStorage.removeItem(local);
    setTimeout(() => { for (const b of form.querySelectorAll("button")) b.disabled = true; }, 0);
  });
}

// What was waiting to be sent has arrived.
if (document.querySelector(".notice-done")) {
  for (const key of Object.keys(localStorage)) if (key.startsWith("pending:" + document.body.dataset.person + ":")) localStorage.removeItem(key);
}

// Chosen photos are named before they are sent.
document.addEventListener("change", e => {
  if (e.target.type !== "file") return;
  const list = e.target.closest(".field").querySelector(".chosen");
  if (list) list.textContent = e.target.files.length ? "将上传 " + [...e.target.files].map(f => f.name).join("、") : "";
});

// j/k move in the inbox, Enter opens, c claims.
const rows = [...document.querySelectorAll("table[data-keys] tbody tr")];
if (rows.length) {
  let at = -1;
  const go = to => {
    if (at >= 0) rows[at].classList.remove("chosen");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("chosen");
    rows[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", e => {
    if (e.target.matches("input, textarea, select, button, summary") || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "j") go(at + 1);
    else if (e.key === "k") go(at - 1);
    else if (e.key === "Enter" && at >= 0) rows[at].querySelector("a").click();
    else if (e.key === "c" && at >= 0) rows[at].querySelector("form[data-claim] button")?.click();
    else return;
    e.preventDefault();
  });
}

// Errors first: the summary takes the focus so that it is read out and the links in it are next.
document.querySelector(".problem")?.focus();

// Coming back with the Back button: what was disabled while sending works again.
addEventListener("pageshow", e => { if (e.persisted) for (const b of document.querySelectorAll("button[disabled]")) b.disabled = false; });
