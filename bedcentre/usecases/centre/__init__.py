"""What the admission and discharge centre (入出院服务中心) has in hand: its worklists."""
