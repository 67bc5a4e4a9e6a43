"""Opens a ticket with the package whmcspy. Input: the request as JSON. Output: the result as JSON."""

import json
import sys

import whmcspy

request = json.load(sys.stdin)
client = whmcspy.WHMCS(request["url"], "sandbox", "sandbox")
ticket = request["ticket"]
try:
    required = [ticket.pop(name) for name in ("deptid", "subject", "message")]
    client.open_ticket(*required, **ticket)
    print(json.dumps({}))
except Exception as error:
    print(json.dumps({"error": str(error)}))
