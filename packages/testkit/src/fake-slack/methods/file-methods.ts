// Files in two steps: a URL to upload to, then sharing what was uploaded.
import type { ApiMethod } from "../api-call.ts";
import type { UploadedFile } from "../fake-team.ts";
import { postMessage } from "../messages.ts";
import { SlackApiError } from "../slack-error.ts";

const MAX_FILE_BYTES = 50 * 1024 * 1024;

const sharesIn = (shared: UploadedFile["sharedBy"]) =>
  shared === undefined
    ? {}
    : {
        user: shared.userId,
        channels: [shared.channelId],
        shares: { public: { [shared.channelId]: [{ ts: shared.ts }] } },
      };

export const fileMethods: Record<string, ApiMethod> = {
  "files.getUploadURLExternal": ({ workspace, files, origin }, args) => {
    const name = args.required("filename");
    const length = Number(args.required("length"));
    if (!(length > 0) || length > MAX_FILE_BYTES) throw new SlackApiError("file_upload_size_restricted");
    const id = workspace.nextId("F");
    files.set(id, { id, name, bytes: Buffer.alloc(0), isComplete: false });
    return { file_id: id, upload_url: `${origin}/upload/${id}` };
  },
  "files.completeUploadExternal": ({ workspace, files }, args) => {
    const wanted = args.json<Array<{ id: string; title?: string }>>("files") ?? [];
    for (const { id } of wanted) {
      const file = files.get(id);
      if (file === undefined || file.bytes.length === 0) throw new SlackApiError("file_not_found");
      file.isComplete = true;
    }
    const channelId = args.text("channel_id");
    if (channelId !== undefined)
      postMessage(
        workspace,
        workspace.writable(channelId),
        { text: args.text("initial_comment") ?? "shared a file", thread_ts: args.text("thread_ts") },
        { files: wanted.map(({ id }) => id) },
      );
    return { files: wanted.map(({ id, title }) => ({ id, title: title ?? files.get(id)?.name })) };
  },
  "files.info": ({ files, origin }, args) => {
    const file = files.get(args.required("file"));
    if (file === undefined) throw new SlackApiError("file_not_found");
    const { id, name, bytes, sharedBy } = file;
    const url = `${origin}/files/${id}/${encodeURIComponent(name)}`;
    const filetype = name.split(".").at(-1);
    const shown = { id, name, title: name, filetype, size: bytes.length, mode: "hosted" };
    return { file: { ...shown, url_private: url, url_private_download: url, ...sharesIn(sharedBy) } };
  },
};
