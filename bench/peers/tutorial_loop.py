"""The tutorial's way to read history: one requests.post a page, everything held in a list.

Usage: tutorial_loop.py FROM TO PAGE_SIZE OUTPUT; the server and the credentials come from GENESYS_*.
Pauses and page limits are left out, since the server it is measured against has no limits.
"""

import json
import os
import sys
import time

import requests

BASE_URL = os.environ["GENESYS_BASE_URL"]
token_cache = {"access_token": "", "expires_at": 0.0}


def access_token():
    now = time.time()
    if token_cache["access_token"] and now < token_cache["expires_at"]:
        return token_cache["access_token"]
    response = requests.post(f"{BASE_URL}/oauth/token", timeout=10, data={
        "grant_type": "client_credentials",
        "client_id": os.environ["GENESYS_CLIENT_ID"],
        "client_secret": os.environ["GENESYS_CLIENT_SECRET"],
    })
    response.raise_for_status()
    payload = response.json()
    token_cache.update(access_token=payload["access_token"], expires_at=now + payload["expires_in"] - 10)
    return token_cache["access_token"]


def fetch_page(date_from, date_to, page_number, page_size):
    response = requests.post(
        f"{BASE_URL}/api/v2/analytics/conversations/details/query", timeout=30,
        headers={"Authorization": f"Bearer {access_token()}", "Accept": "application/json"},
        json={
            "dateFrom": date_from, "dateTo": date_to, "groupBy": ["conversationId"],
            "metrics": ["wrapupTime", "talkTime", "holdTime"], "filters": {"type": ["voice"]},
            "pageSize": page_size, "pageNumber": page_number,
        })
    response.raise_for_status()
    return response.json()


def main():
    date_from, date_to, page_size, output = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    records, page = [], 1
    while True:
        data = fetch_page(date_from, date_to, page, page_size)
        records.extend(data.get("groups", []))
        page += 1
        if not data.get("groups") or not data.get("nextPage"):
            break
    with open(output, "w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record))
            file.write("\n")


if __name__ == "__main__":
    main()
