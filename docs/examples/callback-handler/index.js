const { readFile } = require("node:fs");

/** Reads a file of its own package and answers through the callback, as functions did before promises. nodejs20.x and 22.x have it; 24.x does not. */
exports.handler = (event, context, callback) => {
  // Without this the answer would wait for the timer below.
  context.callbackWaitsForEmptyEventLoop = false;
  setTimeout(() => console.log("never waited for"), 60_000);

  readFile(`${__dirname}/${event.language}.txt`, "utf8", (error, greeting) => {
    if (error) callback(new Error(`no greeting in ${event.language}`));
    else callback(null, { greeting: greeting.trim(), node: process.version });
  });
};
