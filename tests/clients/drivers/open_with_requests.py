"""Opens a ticket with Python's requests. Input: the request as JSON. Output: the result as JSON."""

import json
import sys

import requests

request = json.load(sys.stdin)
credentials = {"identifier": "sandbox", "secret": "sandbox"}
parameters = {"action": "OpenTicket", "responsetype": "json", **credentials, **request["ticket"]}
response = requests.post(request["url"], data=parameters).json()
print(json.dumps({"error": response["message"]} if response["result"] == "error" else {}))
