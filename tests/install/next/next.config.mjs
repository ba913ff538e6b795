// Every page is rendered by a server, here when it is built.
export default { output: "export" };
