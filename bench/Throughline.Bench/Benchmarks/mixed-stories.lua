-- 20 % lists of 50, 50 % single stories, 20 % changes, 10 % new stories.
-- Arguments: a file of story ids, the first line to use, how many lines to use.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local lists = {
  "/api/stories?limit=50",
  "/api/stories?limit=50&status=Open",
  "/api/stories?limit=50&sort=-updated",
}

function init(args)
  ids = {}
  local line = 0
  for id in io.lines(args[1]) do
    -- Each thread changes stories of its own: no change is made on a version that another one has just replaced.
    if line >= args[2] + 0 and line < args[2] + args[3] and line % 2 == number then ids[#ids + 1] = id end
    line = line + 1
  end
  if #ids == 0 then
    for id in io.lines(args[1]) do ids[#ids + 1] = id end
  end
  math.randomseed(4711 + number)
  changed = 0
  -- Headers of a request's own stand for those that wrk was given.
  token = wrk.headers["Authorization"]
  json = { ["Content-Type"] = "application/json", ["Authorization"] = token }
end

function request()
  local which = math.random(100)
  if which <= 20 then return wrk.format("GET", lists[math.random(#lists)], nil, nil) end
  if which <= 70 then return wrk.format("GET", "/api/stories/" .. ids[math.random(#ids)], nil, nil) end
  if which <= 90 then
    -- One after the other, and from the beginning when all were changed once: then their version is one more.
    local id, version = ids[changed % #ids + 1], math.floor(changed / #ids) + 1
    changed = changed + 1
    return wrk.format("PATCH", "/api/stories/" .. id,
      { ["Content-Type"] = "application/json", ["If-Match"] = '"' .. version .. '"', ["Authorization"] = token }, '{"title":"Changed for the ' .. changed .. 'th time"}')
  end
  return wrk.format("POST", "/api/stories", json, '{"title":"Follow the journal to its end and say what was seen"}')
end
