// The door that every fan-out peer has: POST /emit, each line of the body is one event. On 127.0.0.1 only.
export function door(emit) {
  return (request, response) => {
    if (request.method === "POST" && request.url === "/emit") {
      const parts = [];
      request.on("data", (part) => parts.push(part));
      request.on("end", () => {
        for (const event of Buffer.concat(parts).toString("utf8").split("\n")) if (event !== "") emit(event);
        response.writeHead(204).end();
      });
      return true;
    }
    return false;
  };
}
