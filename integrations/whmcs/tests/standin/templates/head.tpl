<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{$template}</title><link rel="icon" href="/icon.svg"></head>
