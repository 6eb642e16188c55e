/// Messages as people write them, for measuring.
let englishSamples = """
    refund | I sent the shoes back two weeks ago and my money still isn't back on my card
    refund | Can I swap this for a medium? Tags are still on.
    refund | What's your return policy if I just changed my mind
    refund | please cancel order 88213 and reimburse me
    refund | You said the refund was processed, nothing on my statement
    refund | Do I have to pay postage when I return something?
    damage | Opened the box and the vase was in pieces
    damage | the left speaker is dead straight out of the box
    damage | You shipped me the wrong color, I ordered navy
    damage | Two screws and a shelf are missing from the package
    damage | milk was past its expiry date when it arrived
    damage | The zipper broke after wearing it once, terrible quality
    damage | My mug came cracked, I want my money back
    repair | I'd like to book an engineer to install the dishwasher on Saturday
    repair | Is my drill still under warranty? It stopped spinning
    repair | where can I buy a replacement filter for the A20
    repair | The technician never showed up for the appointment
    repair | How much does it cost to fix a cracked screen
    delivery | Where's my package? It was due on Monday
    delivery | tracking hasn't moved for five days
    delivery | It says delivered but I never got it
    delivery | I typed the wrong street, can you change the shipping address
    delivery | The courier left my parcel in the rain at the neighbour's
    delivery | how long does shipping to Leeds take
    delivery | can you deliver after 6pm tomorrow
    fault | The app crashes every time I open my cart
    fault | Checkout page just spins and then says error 500
    fault | your website is down for all of us, we can't work
    fault | Camera won't connect to wifi after the update
    fault | search is painfully slow today
    fault | thermostat screen froze and doesn't respond
    account | I can't log in, it says my password is wrong
    account | the verification code never arrives
    account | How do I change the phone number on my profile
    account | Please delete my account and all data
    account | locked out after too many attempts
    account | forgot my username
    payment | I was charged twice for the same order
    payment | Could you send a VAT invoice for order 5541?
    payment | My card keeps getting declined at checkout
    payment | There's a $15 fee on my bill I don't understand
    payment | invoice has the wrong company name on it
    payment | Do you take PayPal
    promotion | The promo code SAVE20 isn't working
    promotion | It dropped $40 the day after I bought it, can you price match
    promotion | where did my loyalty points go
    promotion | When does the Black Friday sale start
    promotion | discount was not applied to my basket
    usage | Does this charger work with an iPhone 13?
    usage | What's the difference between the S and the Pro model
    usage | How do I pair the headphones
    usage | Is the jacket waterproof and when will size L be back in stock
    usage | what are the dimensions of the desk
    suggestion | It would be great if you added dark mode
    suggestion | Please consider a bigger font option
    suggestion | You should let us sort orders by date
    suggestion | feature idea: reminders for filter changes
    business | We need a quote for 300 units for our company
    business | Interested in becoming a reseller in Norway
    business | Can you print our logo on the bottles, bulk order
    business | who do I talk to about a partnership
    security | Somebody bought gift cards with my account, it wasn't me
    security | I think my account has been hacked
    security | got a text pretending to be you asking for my card number
    security | there's a charge of 900 I never made
    security | you leaked my data, I'm getting spam calls about my order
    service | Your agent was incredibly rude and hung up on me
    service | I've been transferred four times and nobody helps
    service | You promised a call back yesterday and no one called
    service | I want to speak to your manager
    service | nobody replies to my emails, three weeks of being ignored
    other | hello
    other | test test
    other | Make money fast, click here for cheap loans
    other | what's the capital of France
    """
