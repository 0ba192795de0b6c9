// Files in two steps: a URL to upload to, then sharing what was uploaded.
import type { ApiMethod } from "../api-call.ts";
import { postMessage } from "../messages.ts";
import { SlackApiError } from "../slack-error.ts";

const MAX_FILE_BYTES = 50 * 1024 * 1024;

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
    const { id, name, bytes } = file;
    const url = `${origin}/files/${id}`;
    return { file: { id, name, size: bytes.length, url_private: url, url_private_download: url } };
  },
};
