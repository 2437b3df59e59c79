"""What the end-to-end tests share: the program under test, a running simulator, the recorded payloads."""
